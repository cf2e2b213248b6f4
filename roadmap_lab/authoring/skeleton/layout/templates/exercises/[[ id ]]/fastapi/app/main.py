from fastapi import FastAPI

app = FastAPI(title="Messages")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO 1: POST /messages keeps a message and answers it with 201; begin here.
# TODO 2: GET /messages/{id}
# TODO 3: errors as the README wants them (FastAPI's own look different): look up "exception
# handlers" in FastAPI's documentation.
