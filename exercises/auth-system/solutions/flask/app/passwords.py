from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import current_app

from app.models import User


@cache
def hasher(passes: int) -> PasswordHasher:
    # Argon2id as OWASP recommends it: 19 MiB. Salt and settings are part of each hash.
    return PasswordHasher(memory_cost=19_456, time_cost=passes, parallelism=1)


@cache
def nobodys_hash(passes: int) -> str:
    return hasher(passes).hash("nobody has this password")


def hash_password(password: str) -> str:
    return hasher(current_app.config["ARGON2_PASSES"]).hash(password)


def is_password(password: str, user: User | None) -> bool:
    """Takes as long where there is no user, or no password, as for a wrong one: time tells nothing."""
    passes = current_app.config["ARGON2_PASSES"]
    known = user.password_hash if user else None
    try:
        hasher(passes).verify(known or nobodys_hash(passes), password)
    except VerifyMismatchError:
        return False
    return known is not None
