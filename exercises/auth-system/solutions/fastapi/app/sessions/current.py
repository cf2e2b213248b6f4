"""Who asks, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, Request, status

from app.models import Role, UserRow
from app.sessions.access_token import read_access_token
from app.sessions.store import find_session_user


@dataclass(frozen=True)
class Session:
    id: str
    user: UserRow


def current_session(request: Request) -> Session:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise unauthorized()
    try:
        user_id, session_id = read_access_token(token.strip())
    except jwt.InvalidTokenError:
        raise unauthorized() from None
    # Asked each time, so that a logout, another role or a deleted user counts at once.
    user = find_session_user(session_id, user_id)
    if user is None:
        raise unauthorized()
    return Session(session_id, user)


CurrentSession = Annotated[Session, Depends(current_session)]


def current_user(session: CurrentSession) -> UserRow:
    return session.user


CurrentUser = Annotated[UserRow, Depends(current_user)]


def require_role(*roles: Role) -> Callable[[UserRow], None]:
    """Makes a dependency that lets these roles through."""

    def check(user: CurrentUser) -> None:
        if user["role"] not in roles:
            raise HTTPException(status.HTTP_403_FORBIDDEN, "You are not allowed to do that.")

    return check


def unauthorized() -> HTTPException:
    return HTTPException(status.HTTP_401_UNAUTHORIZED, "Log in first.", {"WWW-Authenticate": "Bearer"})
