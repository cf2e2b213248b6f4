from fastapi import FastAPI

app = FastAPI(title="Feedback")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with db/schema.sql.
# TODO: GET /feedback/{id}
# TODO: the worker (app/worker.py)
# TODO: GET /dead-letters, POST /dead-letters/{id}/retry, GET /stats
# TODO: answer every error as JSON: {"error": "..."}
