"""What is known of each feedback, in PostgreSQL."""

from typing import LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from app.config import config
from app.models import NewFeedback

Database = Connection[DictRow]


def lock_sender(db: Database, email: str) -> None:
    """Requests of one sender wait here for each other, until the transaction ends."""
    db.execute("SELECT pg_advisory_xact_lock(hashtextextended(lower(%s), 0))", [email])


def seconds_to_wait(db: Database, email: str) -> float:
    """How long the sender has to wait until one more feedback is allowed; 0 or less for not at all."""
    row = db.execute(
        """
        SELECT extract(epoch FROM received_at + make_interval(secs => %s) - clock_timestamp()) AS seconds
          FROM feedback
         WHERE lower(email) = lower(%s)
         ORDER BY received_at DESC
        OFFSET %s LIMIT 1
        """,
        [config().rate_window_seconds, email, config().rate_limit - 1],
    ).fetchone()
    return float(row["seconds"]) if row else 0.0


def insert(db: Database, new: NewFeedback) -> DictRow:
    return _one(
        db,
        "INSERT INTO feedback (email, rating, message) VALUES (%s, %s, %s) RETURNING *",
        [new.email, new.rating, new.message],
    )


def find(db: Database, feedback_id: UUID) -> DictRow | None:
    return db.execute("SELECT * FROM feedback WHERE id = %s", [feedback_id]).fetchone()


def claim(db: Database, feedback_id: str) -> DictRow | None:
    """The feedback, locked until the transaction ends, if there is something to be done for it now.

    Whoever has a second copy of the job waits here, and then finds that it was done.
    """
    return db.execute(
        """
        SELECT * FROM feedback
         WHERE id = %s AND status = 'pending' AND due_at <= clock_timestamp()
           FOR UPDATE
        """,
        [feedback_id],
    ).fetchone()


def mark_done(db: Database, feedback_id: UUID) -> None:
    db.execute(
        """
        UPDATE feedback
           SET status = 'done', attempts = attempts + 1, last_error = NULL, finished_at = clock_timestamp()
         WHERE id = %s
        """,
        [feedback_id],
    )


def mark_dead(db: Database, feedback_id: UUID, error: str) -> None:
    db.execute(
        """
        UPDATE feedback
           SET status = 'dead', attempts = attempts + 1, last_error = %s, finished_at = clock_timestamp()
         WHERE id = %s
        """,
        [error, feedback_id],
    )


def postpone(db: Database, feedback_id: UUID, error: str, seconds: float) -> None:
    """Has the job queued again after that time."""
    db.execute(
        """
        UPDATE feedback
           SET attempts = attempts + 1, last_error = %s, queued_at = NULL,
               due_at = clock_timestamp() + make_interval(secs => %s)
         WHERE id = %s
        """,
        [error, seconds, feedback_id],
    )


def lock_due(db: Database) -> list[UUID]:
    """Ids of the jobs that are due and not queued, the oldest first; locked against other relays."""
    rows = db.execute(
        """
        SELECT id FROM feedback
         WHERE status = 'pending' AND queued_at IS NULL AND due_at <= clock_timestamp()
         ORDER BY due_at, number
         LIMIT 100
           FOR UPDATE SKIP LOCKED
        """
    )
    return [row["id"] for row in rows]


def mark_queued(db: Database, ids: list[UUID]) -> None:
    db.execute("UPDATE feedback SET queued_at = clock_timestamp() WHERE id = ANY(%s)", [ids])


def list_dead(db: Database) -> list[DictRow]:
    return db.execute("SELECT * FROM feedback WHERE status = 'dead' ORDER BY finished_at, number").fetchall()


def revive(db: Database, feedback_id: UUID) -> DictRow | None:
    """Gives a dead letter all its attempts again; None where there is none of that id."""
    return db.execute(
        """
        UPDATE feedback
           SET status = 'pending', attempts = 0, last_error = NULL, finished_at = NULL,
               queued_at = NULL, due_at = clock_timestamp()
         WHERE id = %s AND status = 'dead'
        RETURNING *
        """,
        [feedback_id],
    ).fetchone()


def count(db: Database) -> list[DictRow]:
    return db.execute(
        "SELECT status, rating, count(*) AS count FROM feedback GROUP BY status, rating"
    ).fetchall()


def _one(db: Database, query: LiteralString, values: list[object]) -> DictRow:
    row = db.execute(query, values).fetchone()
    assert row is not None
    return row
