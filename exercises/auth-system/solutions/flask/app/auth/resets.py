from flask import current_app
from sqlalchemy import delete, func, select, update

from app.db import Session
from app.models import LoginSession, PasswordReset, User
from app.random_secrets import digest, in_seconds, new_secret


def keep(user_id: int) -> str:
    """Gives a token that sets a new password once."""
    token = new_secret()
    with Session.begin() as session:
        session.add(
            PasswordReset(
                token_hash=digest(token),
                user_id=user_id,
                expires_at=in_seconds(current_app.config["MAIL_TOKEN_SECONDS"]),
            )
        )
    return token


def use(token: str, password_hash: str) -> bool:
    """Sets the password of the user whom the token was mailed to, and ends their sessions and other links."""
    owner = select(PasswordReset.user_id).where(
        PasswordReset.token_hash == digest(token), PasswordReset.expires_at > func.now()
    )
    with Session.begin() as session:
        taken = session.scalars(
            delete(PasswordReset)
            .where(PasswordReset.user_id == owner.scalar_subquery())
            .returning(PasswordReset.user_id),
            execution_options={"synchronize_session": False},
        ).all()
        if not taken:
            return False
        session.execute(update(User).where(User.id == taken[0]).values(password_hash=password_hash))
        session.execute(delete(LoginSession).where(LoginSession.user_id == taken[0]))
        return True
