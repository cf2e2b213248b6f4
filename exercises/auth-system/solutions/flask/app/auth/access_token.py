import time
from uuid import UUID

import jwt
from flask import current_app

# It stands here and is never read from a token, whose maker would choose it.
ALGORITHM = "HS256"


def sign_access_token(user_id: int, session_id: UUID) -> str:
    config = current_app.config
    now = int(time.time())
    claims = {
        "iss": config["BASE_URL"],
        "sub": str(user_id),
        "sid": str(session_id),
        "iat": now,
        "exp": now + config["ACCESS_TOKEN_SECONDS"],
    }
    return jwt.encode(claims, config["JWT_SECRET"], ALGORITHM)


def read_access_token(token: str) -> tuple[int, UUID] | None:
    """User and session of a token, or None if it is none of ours, or has expired."""
    try:
        claims = jwt.decode(
            token,
            current_app.config["JWT_SECRET"],
            algorithms=[ALGORITHM],
            issuer=current_app.config["BASE_URL"],
            options={"require": ["exp", "sub", "sid"]},
        )
    except jwt.InvalidTokenError:
        return None
    return int(claims["sub"]), UUID(claims["sid"])
