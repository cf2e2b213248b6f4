from flask import current_app
from sqlalchemy import delete, func, select

from app.db import Session
from app.models import Registration, User
from app.random_secrets import digest, in_seconds, new_secret
from app.users.store import create_user


def keep(email: str, name: str, password_hash: str) -> str:
    """Keeps a registration until its address is confirmed; gives the token that does it."""
    token = new_secret()
    with Session.begin() as session:
        session.add(
            Registration(
                token_hash=digest(token),
                email=email,
                name=name,
                password_hash=password_hash,
                expires_at=in_seconds(current_app.config["MAIL_TOKEN_SECONDS"]),
            )
        )
    return token


def confirm(token: str) -> User | None:
    """Makes a user of the registration with this token, or None where there is none to be made.

    All others of the address go as well: somebody else may have made them, with another password. It is
    one statement, so that of two confirmations at the same moment one finds nothing.
    """
    mine = digest(token)
    email = select(Registration.email).where(
        Registration.token_hash == mine, Registration.expires_at > func.now()
    )
    with Session.begin() as session:
        taken = session.scalars(
            delete(Registration).where(Registration.email == email.scalar_subquery()).returning(Registration),
            execution_options={"synchronize_session": False},
        ).all()
        confirmed = next((one for one in taken if one.token_hash == mine), None)
        if confirmed is None:
            return None
        return create_user(session, confirmed.email, confirmed.name, confirmed.password_hash)
