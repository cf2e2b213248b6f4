from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import errors, operators, submissions
from app.db import open_pool


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    with open_pool() as app.state.pool:
        yield


app = FastAPI(title="Feedback", lifespan=lifespan, exception_handlers=errors.handlers)
app.include_router(submissions.router)
app.include_router(operators.router)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
