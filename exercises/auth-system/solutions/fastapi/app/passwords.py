from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app import config
from app.models import UserRow

# Argon2id as OWASP recommends it: 19 MiB, two passes. Salt and settings are part of the hash.
_hasher = PasswordHasher(memory_cost=19_456, time_cost=config.ARGON2_PASSES, parallelism=1)
_nobodys = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_password(password: str, user: UserRow | None) -> bool:
    """Takes as long for a user without a password, or without a user, as for a wrong password."""
    password_hash = user["password_hash"] if user else None
    try:
        _hasher.verify(password_hash or _nobodys, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None
