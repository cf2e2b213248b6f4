"""What is to be done for each feedback, and what became of it. The queue only hands it out."""

import logging
from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, select, update

from app.db import Session
from app.mailer import MailRefusedError, send_confirmation
from app.models import Feedback
from app.queue import JobQueue

MOST_AT_ONCE = 100

logger = logging.getLogger(__name__)


def work(feedback_id: UUID) -> None:
    """Does one job and stores its outcome. Only after that may the queue forget the job.

    The row is locked meanwhile: whoever has a second copy of the job waits, and then finds that it was done.
    """
    with Session.begin() as session:
        feedback = session.scalar(
            select(Feedback).where(Feedback.id == feedback_id, _is_due()).with_for_update()
        )
        if feedback is None:
            return  # done already, or waiting for its next attempt
        try:
            send_confirmation(feedback)
        except MailRefusedError as error:
            _record_failure(feedback, error)
        else:
            feedback.attempts += 1
            feedback.status = "done"
            feedback.last_error = None
            feedback.finished_at = func.clock_timestamp()


def _record_failure(feedback: Feedback, error: MailRefusedError) -> None:
    logger.warning("feedback %s: %s", feedback.id, error)
    pause = current_app.config["RETRY_SECONDS"] * 2**feedback.attempts
    feedback.attempts += 1
    feedback.last_error = str(error)
    if error.permanent or feedback.attempts >= current_app.config["MAIL_ATTEMPTS"]:
        feedback.status = "dead"
        feedback.finished_at = func.clock_timestamp()
    else:
        feedback.due_at = func.clock_timestamp() + timedelta(seconds=pause)
        feedback.queued_at = None


def hand_over(queue: JobQueue) -> None:
    """Puts what is due into the queue, the oldest first.

    A worker that dies between the two steps leaves a job that will be queued once more, and is done once.
    """
    due = (
        select(Feedback.id)
        .where(_is_due(), Feedback.queued_at.is_(None))
        .order_by(Feedback.due_at, Feedback.number)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    with Session.begin() as session:
        ids = session.scalars(due).all()
        if ids:
            queue.publish(ids)
            session.execute(
                update(Feedback).where(Feedback.id.in_(ids)).values(queued_at=func.clock_timestamp())
            )


def revive(feedback_id: UUID) -> Feedback | None:
    """Gives a dead letter all its attempts again; None where there is none of that id."""
    with Session.begin() as session:
        return session.scalar(
            update(Feedback)
            .where(Feedback.id == feedback_id, Feedback.status == "dead")
            .values(
                status="pending",
                attempts=0,
                last_error=None,
                finished_at=None,
                queued_at=None,
                due_at=func.clock_timestamp(),
            )
            .returning(Feedback)
        )


def _is_due() -> ColumnElement[bool]:
    return and_(Feedback.status == "pending", Feedback.due_at <= func.clock_timestamp())
