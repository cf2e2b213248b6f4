from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import errors
from app.accounts.routes import router as accounts
from app.db import pool
from app.oidc.routes import router as oidc
from app.sessions.routes import router as sessions
from app.users.me import router as me
from app.users.routes import router as users


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    pool.open()
    yield
    pool.close()


app = FastAPI(title="Accounts", lifespan=lifespan, exception_handlers=errors.handlers)
for router in (accounts, sessions, oidc, me, users):
    app.include_router(router)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
