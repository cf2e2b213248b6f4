import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, func


def new_secret() -> str:
    """256 random bits as text: nobody guesses them."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret. It is random, so that a fast hash will do; passwords need a slow one."""
    return hashlib.sha256(secret.encode()).digest()


def in_seconds(seconds: int) -> ColumnElement[object]:
    """That much later, by the clock of the database, which all processes share."""
    return func.now() + timedelta(seconds=seconds)
