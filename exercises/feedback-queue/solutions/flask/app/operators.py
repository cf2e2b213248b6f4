"""What the people who run the service look at."""

from uuid import UUID

from flask import Blueprint, abort
from sqlalchemy import func, select

from app.db import Session
from app.jobs import revive
from app.models import Feedback
from app.submissions import Accepted, accepted

bp = Blueprint("operators", __name__)


@bp.get("/dead-letters")
def list_dead_letters() -> list[dict[str, object]]:
    dead = select(Feedback).where(Feedback.status == "dead").order_by(Feedback.finished_at, Feedback.number)
    with Session.begin() as session:
        return [one.to_dead_letter() for one in session.scalars(dead)]


@bp.post("/dead-letters/<uuid:feedback_id>/retry")
def retry_dead_letter(feedback_id: UUID) -> Accepted:
    revived = revive(feedback_id)
    if revived is None:
        abort(404, f"There is no dead letter {feedback_id}.")
    return accepted(revived)


@bp.get("/stats")
def show_stats() -> dict[str, object]:
    by_status = {"pending": 0, "done": 0, "dead": 0}
    by_rating = {str(rating): 0 for rating in range(1, 6)}
    groups = select(Feedback.status, Feedback.rating, func.count()).group_by(Feedback.status, Feedback.rating)
    with Session.begin() as session:
        for status, rating, count in session.execute(groups):
            by_status[status] += count
            by_rating[str(rating)] += count
    return {"total": sum(by_status.values()), **by_status, "ratings": by_rating}
