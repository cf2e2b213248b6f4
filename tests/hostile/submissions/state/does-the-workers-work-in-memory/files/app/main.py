import os
import smtplib
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import BackgroundTasks, FastAPI, Response
from fastapi.responses import JSONResponse

KEPT: dict[str, dict[str, object]] = {}
app = FastAPI()


def now() -> str:
    return datetime.now(UTC).isoformat()


def send(feedback_id: str, to: str) -> None:
    server = urlsplit(os.environ["SMTP_URL"])
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Thank you", "a@example.com", to
    mail.set_content(f"{os.environ['BASE_URL']}/feedback/{feedback_id}")
    with smtplib.SMTP(server.hostname, server.port) as smtp:
        smtp.login(server.username, server.password)
        smtp.send_message(mail)
    KEPT[feedback_id] |= {"status": "done", "attempts": 1, "finishedAt": now()}


@app.post("/feedback", status_code=202)
def accept(body: dict[str, object], response: Response, later: BackgroundTasks) -> dict[str, object]:
    one = {"id": str(uuid4()), "status": "pending", "rating": body["rating"], "receivedAt": now(), "finishedAt": None}
    KEPT[one["id"]] = one
    later.add_task(send, one["id"], body["email"])
    response.headers["Location"] = f"/feedback/{one['id']}"
    return dict(one)


@app.get("/feedback/{feedback_id}")
def read(feedback_id: str) -> JSONResponse:
    one = KEPT.get(feedback_id)
    return JSONResponse(one or {"error": "There is none."}, 200 if one else 404)
