from datetime import timedelta

from flask import current_app
from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from app.models import Feedback


def lock_sender(session: Session, email: str) -> None:
    """Requests of one sender wait here for each other, until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(func.lower(email), 0))))


def seconds_to_wait(session: Session, email: str) -> float:
    """How long the sender has to wait until one more feedback is allowed; 0 or less for not at all."""
    window = timedelta(seconds=current_app.config["RATE_WINDOW_SECONDS"])
    # If the window is full, the oldest feedback in it makes place when it leaves.
    left = session.scalar(
        select(extract("epoch", Feedback.received_at + window - func.clock_timestamp()))
        .where(func.lower(Feedback.email) == func.lower(email))
        .order_by(Feedback.received_at.desc())
        .offset(current_app.config["RATE_LIMIT"] - 1)
        .limit(1)
    )
    return float(left or 0)
