from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import todos

app = FastAPI(title="To-dos")
# Pages of any origin may use this API; no cookies are involved, so "*" is safe and enough.
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
app.include_router(todos.router)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
