from math import ceil

from fastapi import APIRouter, HTTPException, Response, status

from app import store
from app.config import config
from app.dependencies import Db, FeedbackId
from app.models import NewFeedback, Status

router = APIRouter(prefix="/feedback")


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def submit(new: NewFeedback, response: Response, db: Db) -> Status:
    """Stores the feedback, and with it the job; the queue hears of it later, from the relay."""
    store.lock_sender(db, new.email)
    seconds = ceil(store.seconds_to_wait(db, new.email))
    if seconds > 0:
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            f"{config().rate_limit} in a row are enough; please wait {seconds} s.",
            {"Retry-After": str(seconds)},
        )
    accepted = Status.of(store.insert(db, new))
    response.headers["Location"] = accepted.status_url
    return accepted


@router.get("/{feedback_id}")
def read_status(feedback_id: FeedbackId, db: Db) -> Status:
    feedback = store.find(db, feedback_id)
    if feedback is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no feedback {feedback_id}.")
    return Status.of(feedback)
