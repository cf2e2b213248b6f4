import hashlib
import secrets


def new_secret() -> str:
    """256 random bits as text: too many to guess."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret. It is random, so that a fast hash is enough; passwords need a slow one."""
    return hashlib.sha256(secret.encode()).digest()
