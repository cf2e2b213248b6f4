import math
from datetime import timedelta

from flask import current_app
from sqlalchemy import case, delete, extract, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from werkzeug.exceptions import TooManyRequests

from app.db import Session
from app.models import LoginFailure


def count_attempt(email: str) -> None:
    """Counts an attempt to log in before its password is looked at, or answers 429.

    It is one statement, so that guesses at the same moment are counted one after the other.
    """
    most = current_app.config["LOCKOUT_ATTEMPTS"]
    locked_for = timedelta(seconds=current_app.config["LOCKOUT_SECONDS"])
    count = (
        insert(LoginFailure)
        .values(email=email)
        .on_conflict_do_update(
            index_elements=[LoginFailure.email],
            set_={
                "failures": case((LoginFailure.failures >= most, 1), else_=LoginFailure.failures + 1),
                "last_at": func.now(),
            },
            where=or_(LoginFailure.failures < most, LoginFailure.last_at <= func.now() - locked_for),
        )
        .returning(LoginFailure.failures)
    )
    with Session.begin() as session:
        if session.scalar(count) is not None:
            return
        left = session.scalar(
            select(extract("epoch", LoginFailure.last_at + locked_for - func.now())).where(
                LoginFailure.email == email
            )
        )
    raise TooManyRequests(
        "Too many failed logins. Try again later.", retry_after=max(1, math.ceil(left or 0))
    )


def forget_attempts(email: str) -> None:
    with Session.begin() as session:
        session.execute(delete(LoginFailure).where(LoginFailure.email == email))
