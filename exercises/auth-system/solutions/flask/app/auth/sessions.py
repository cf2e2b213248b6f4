from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session as DatabaseSession

from app.auth.access_token import sign_access_token
from app.db import Session
from app.models import LoginSession, RefreshToken, User
from app.random_secrets import digest, in_seconds, new_secret


@dataclass(frozen=True)
class Tokens:
    access: str
    refresh: str


def begin(user_id: int) -> Tokens:
    with Session.begin() as session:
        begun = LoginSession(user_id=user_id)
        session.add(begun)
        session.flush()
        return _issue_tokens(session, begun)


def refresh(refresh_token: str) -> Tokens | None:
    """Trades a refresh token for new tokens, once.

    A token that comes a second time was stolen by whoever brings it, or from them: the session ends then.
    """
    token_hash = digest(refresh_token)
    with Session.begin() as session:
        # The session is locked first: refreshes of it take turns, and none waits for another in a circle.
        login = session.scalar(
            select(LoginSession)
            .join(RefreshToken, RefreshToken.session_id == LoginSession.id)
            .where(RefreshToken.token_hash == token_hash)
            .with_for_update(of=LoginSession)
        )
        if login is None:
            return None
        used = session.execute(
            update(RefreshToken)
            .where(
                RefreshToken.token_hash == token_hash,
                RefreshToken.used_at.is_(None),
                RefreshToken.expires_at > func.now(),
            )
            .values(used_at=func.now())
        )
        if used.rowcount == 1:
            return _issue_tokens(session, login)
        session.delete(login)
        return None


def find_user(session_id: UUID, user_id: int) -> User | None:
    """The user of a session that has not ended."""
    with Session.begin() as session:
        return session.scalar(
            select(User)
            .join(LoginSession, LoginSession.user_id == User.id)
            .where(LoginSession.id == session_id, User.id == user_id)
        )


def end(session_id: UUID) -> None:
    with Session.begin() as session:
        session.execute(delete(LoginSession).where(LoginSession.id == session_id))


def _issue_tokens(session: DatabaseSession, login: LoginSession) -> Tokens:
    refresh_token = new_secret()
    session.add(
        RefreshToken(
            token_hash=digest(refresh_token),
            session_id=login.id,
            expires_at=in_seconds(current_app.config["REFRESH_TOKEN_SECONDS"]),
        )
    )
    return Tokens(access=sign_access_token(login.user_id, login.id), refresh=refresh_token)
