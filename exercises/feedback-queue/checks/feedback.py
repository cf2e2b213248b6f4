"""What the checks of this exercise share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from roadmap_lab.checks import eventually, never
from roadmap_lab.checks.expectation import a_timestamp, some_text

if TYPE_CHECKING:
    from roadmap_lab.checks import Api, Reply, Values
    from roadmap_lab.checks.stand_ins.mail import MailSink
    from roadmap_lab.checks.stand_ins.message import Message

# What exercise.yaml sets.
RATE_LIMIT = 3
RATE_WINDOW = 3.0
MAIL_ATTEMPTS = 3
MAIL_TIMEOUT = 1.5
RETRY = 0.4
LEASE = 1.5

# How long a job may take from being due to its end, where nothing is in its way, on a busy machine.
SOON = 8.0
# What the worker needs to be ready again, and the lease of the job that it had in hand.
AFTER_A_CRASH = LEASE + 10.0


def address(values: Values) -> str:
    """A sender whom no other check uses."""
    return f"{values.words(1)}.{values.token(8)}@example.com"


def feedback(values: Values, email: str = "") -> dict[str, Any]:
    """A valid feedback as a client sends it, from a new sender if none is given."""
    return {
        "email": email or address(values),
        "rating": values.integer(1, 5),
        "message": f"{values.sentence()} {values.title()}",
    }


def submit(api: Api, body: dict[str, Any]) -> str:
    """Sends a feedback that has to be accepted; gives the path of its status."""
    reply = api.post("/feedback", json=body).status(202)
    return status_path(reply)


def status_path(reply: Reply) -> str:
    """Where an accepted feedback's status is, by its id."""
    return f"/feedback/{reply.matches({'id': some_text})['id']}"


def location_path(reply: Reply) -> str:
    """The path in Location, whether it is a path or an absolute URL."""
    return urlsplit(reply.header("Location")).path


def has_status(api: Api, path: str, status: str, seconds: float = SOON) -> dict[str, Any]:
    """Waits until the feedback has that status."""

    def probe() -> dict[str, Any]:
        found: dict[str, Any] = api.get(path).status(200).matches({"status": status})
        return found

    return eventually(probe, seconds)


def done(api: Api, path: str, seconds: float = SOON) -> dict[str, Any]:
    """Waits until the job of the feedback is done."""
    found = has_status(api, path, "done", seconds)
    api.get(path).matches({"finishedAt": a_timestamp})
    return found


def dead_letter(api: Api, path: str) -> dict[str, Any] | None:
    """The feedback's entry among the dead letters."""
    reply = api.get("/dead-letters").status(200)
    feedback_id = path.rpartition("/")[2]
    for entry in reply.array():
        if isinstance(entry, dict) and entry.get("id") == feedback_id:
            return entry
    return None


def only_one(api: Api, mail: MailSink, to: str, seconds: float = 0.0) -> Message:
    """Expects one mail to the address, and no second one for that long after the first was seen."""
    message = mail.wait_for(to, seconds=SOON)[0]

    def probe() -> None:
        found = mail.messages(to)
        if len(found) > 1:
            api.fail(f"one mail to {to}", f"{len(found)} mails")

    never(probe, seconds)
    return message
