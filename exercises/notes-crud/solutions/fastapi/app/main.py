from fastapi import FastAPI

from app import errors, notes

app = FastAPI(title="Notes", exception_handlers=errors.handlers)
app.include_router(notes.router)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
