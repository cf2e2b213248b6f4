"""What the people who run the service look at."""

from fastapi import APIRouter, HTTPException, Response, status

from app import store
from app.dependencies import Db, FeedbackId
from app.models import DeadLetter, Stats, Status

router = APIRouter()


@router.get("/dead-letters")
def list_dead_letters(db: Db) -> list[DeadLetter]:
    return [DeadLetter.of(row) for row in store.list_dead(db)]


@router.post("/dead-letters/{feedback_id}/retry", status_code=status.HTTP_202_ACCEPTED)
def retry_dead_letter(feedback_id: FeedbackId, response: Response, db: Db) -> Status:
    feedback = store.revive(db, feedback_id)
    if feedback is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no dead letter {feedback_id}.")
    revived = Status.of(feedback)
    response.headers["Location"] = revived.status_url
    return revived


@router.get("/stats")
def read_stats(db: Db) -> Stats:
    stats = Stats()
    for row in store.count(db):
        stats.total += row["count"]
        setattr(stats, row["status"], getattr(stats, row["status"]) + row["count"])
        stats.ratings[row["rating"]] += row["count"]
    return stats
