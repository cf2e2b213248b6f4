from math import ceil
from uuid import UUID

from flask import Blueprint, abort, current_app
from werkzeug.exceptions import TooManyRequests

from app.db import Session
from app.models import Feedback
from app.rate_limit import lock_sender, seconds_to_wait
from app.schema import read_new_feedback

bp = Blueprint("submissions", __name__, url_prefix="/feedback")

Accepted = tuple[dict[str, object], int, dict[str, str]]


@bp.post("")
def submit() -> Accepted:
    """Stores the feedback, which is its job as well; the queue hears of it later, from a worker."""
    feedback = Feedback(**read_new_feedback())
    with Session.begin() as session:
        lock_sender(session, feedback.email)
        seconds = ceil(seconds_to_wait(session, feedback.email))
        if seconds > 0:
            limit = current_app.config["RATE_LIMIT"]
            raise TooManyRequests(f"{limit} in a row are enough. Wait {seconds} s.", retry_after=seconds)
        session.add(feedback)
    return accepted(feedback)


# Flask passes over this route when the id is no UUID, and that is a 404 as well.
@bp.get("/<uuid:feedback_id>")
def show_status(feedback_id: UUID) -> dict[str, object]:
    with Session.begin() as session:
        feedback = session.get(Feedback, feedback_id)
    if feedback is None:
        abort(404, f"There is no feedback {feedback_id}.")
    return feedback.to_status()


def accepted(feedback: Feedback) -> Accepted:
    return feedback.to_status(), 202, {"Location": feedback.status_path}
