"""Requests that meet in the database: all of them have read before the first one may write.

What a program reads and then writes in two steps goes wrong only when another request comes between. On a
real machine that is luck; here it is certain.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from roadmap_lab.checks.client import Api

HELD_SECONDS = 1.0  # at the most; less as soon as those who want to write stand and wait
STANDING_SECONDS = 0.12
_POLL_SECONDS = 0.01
_LOCK_MILLISECONDS = 200
_ATTEMPTS = 5
_AT_LEAST = 2
_TABLES = """
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY name
"""
_WAITING = "SELECT count(DISTINCT pid) AS waiting FROM pg_locks WHERE NOT granted"

Result = TypeVar("Result")


def collide(api: Api, database: Any, *calls: Callable[[], Result]) -> list[Result]:
    """Makes the calls at the same time, while nobody can write to any table until all have read.

    Reading goes on, as it does under any load. The tables are let go when at least two have waited for
    0.12 s without a further one, or after a second.

    Args:
        api: Where the calls are made.
        database: A superuser's `psycopg.Connection` in autocommit.
        calls: What to do at the same time.

    Returns:
        Their results in the order of the calls.

    Raises:
        BaseException: The first that a call raised, by the order of the calls.
    """
    held = _lock(database)
    if not held:
        return api.together(*calls)
    release = threading.Thread(target=_release, args=(database,), daemon=True)
    release.start()
    try:
        return api.together(*calls)
    finally:
        release.join()


def _lock(database: Any) -> bool:
    import psycopg  # noqa: PLC0415  # most exercises need no database

    tables = ", ".join(row["name"] for row in database.execute(_TABLES).fetchall())
    for _ in range(_ATTEMPTS if tables else 0):
        database.execute("BEGIN")
        try:
            # Who is in the middle of a transaction goes first: two that wait for each other help nobody.
            database.execute(f"SET LOCAL lock_timeout = {_LOCK_MILLISECONDS}")
            database.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        except psycopg.errors.LockNotAvailable:
            database.execute("ROLLBACK")
        else:
            return True
    return False


def _release(database: Any) -> None:
    end = time.monotonic() + HELD_SECONDS
    waiting, since = 0, time.monotonic()
    try:
        while time.monotonic() < end:
            now = database.execute(_WAITING).fetchone()["waiting"]
            if now != waiting:
                waiting, since = now, time.monotonic()
            if waiting >= _AT_LEAST and time.monotonic() - since > STANDING_SECONDS:
                break
            time.sleep(_POLL_SECONDS)
    finally:
        database.execute("COMMIT")
