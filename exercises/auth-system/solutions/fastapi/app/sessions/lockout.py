import math

from fastapi import HTTPException, status

from app import config
from app.db import execute, fetch_one


def count_attempt(email: str) -> None:
    """Counts an attempt to log in before its password is looked at.

    It is one statement, so that guesses made at the same time are counted as well.
    """
    counted = fetch_one(
        """
        INSERT INTO login_failures AS earlier (email) VALUES (%(email)s)
        ON CONFLICT (email) DO UPDATE SET
          failures = CASE WHEN earlier.failures >= %(most)s THEN 1 ELSE earlier.failures + 1 END,
          last_at = now()
        WHERE earlier.failures < %(most)s
           OR earlier.last_at <= now() - make_interval(secs => %(seconds)s)
        RETURNING failures
        """,
        email=email,
        most=config.LOCKOUT_ATTEMPTS,
        seconds=config.LOCKOUT_SECONDS,
    )
    if counted is None:
        raise locked(email)


def forget_attempts(email: str) -> None:
    execute("DELETE FROM login_failures WHERE email = %s", email)


def locked(email: str) -> HTTPException:
    row = fetch_one(
        """
        SELECT extract(epoch FROM last_at + make_interval(secs => %s) - now())::float AS seconds
        FROM login_failures WHERE email = %s
        """,
        config.LOCKOUT_SECONDS,
        email,
    )
    seconds = max(1, math.ceil(row["seconds"])) if row else 1
    return HTTPException(
        status.HTTP_429_TOO_MANY_REQUESTS,
        "Too many failed logins. Try again later.",
        {"Retry-After": str(seconds)},
    )
