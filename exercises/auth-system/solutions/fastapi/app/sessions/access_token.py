import time

import jwt

from app import config

# Pinned here, never read from a token: whoever makes a token could choose `none`.
ALGORITHM = "HS256"


def sign_access_token(user_id: int, session_id: str) -> str:
    now = int(time.time())
    claims = {
        "iss": config.BASE_URL,
        "sub": str(user_id),
        "sid": session_id,
        "iat": now,
        "exp": now + config.ACCESS_TOKEN_SECONDS,
    }
    return jwt.encode(claims, config.JWT_SECRET, ALGORITHM)


def read_access_token(token: str) -> tuple[int, str]:
    """Gives user and session.

    Raises:
        jwt.InvalidTokenError: The token is not one of ours, or has expired.
    """
    claims = jwt.decode(
        token,
        config.JWT_SECRET,
        algorithms=[ALGORITHM],
        issuer=config.BASE_URL,
        options={"require": ["exp", "sub", "sid"]},
    )
    return int(claims["sub"]), claims["sid"]
