import logging

from psycopg.rows import DictRow

from app import store
from app.config import config
from app.db import Pool
from app.job_queue import JobQueue
from app.mailer import MailRefusedError, send_confirmation
from app.store import Database

logger = logging.getLogger(__name__)


def work(pool: Pool, feedback_id: str) -> None:
    """Does the job of one feedback and records the outcome; only after that may the queue forget the job."""
    with pool.connection() as db:
        feedback = store.claim(db, feedback_id)
        if feedback is None:
            return  # it was done already, or it waits for its next attempt
        try:
            send_confirmation(feedback["id"], feedback["email"])
        except MailRefusedError as error:
            _record_failure(db, feedback, error)
        else:
            store.mark_done(db, feedback["id"])


def _record_failure(db: Database, feedback: DictRow, error: MailRefusedError) -> None:
    logger.warning("feedback %s: %s", feedback["id"], error)
    if error.permanent or feedback["attempts"] + 1 >= config().mail_attempts:
        store.mark_dead(db, feedback["id"], str(error))
    else:
        seconds = config().retry_seconds * 2 ** feedback["attempts"]
        store.postpone(db, feedback["id"], str(error), seconds)


def relay(pool: Pool, queue: JobQueue) -> None:
    """Hands over what is due to the queue. Should it die in between, a job is queued twice, and done once."""
    with pool.connection() as db:
        ids = store.lock_due(db)
        if ids:
            queue.publish([str(one) for one in ids])
            store.mark_queued(db, ids)
