from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.db import Session
from app.models import ProviderIdentity, ProviderLogin, User
from app.random_secrets import digest, in_seconds, new_secret
from app.users.store import create_user

LOGIN_SECONDS = 600


def begin(browser: str) -> ProviderLogin:
    """Begins a login for the browser that holds this secret."""
    login = ProviderLogin(
        browser_hash=digest(browser),
        state=new_secret(),
        nonce=new_secret(),
        code_verifier=new_secret(),
        expires_at=in_seconds(LOGIN_SECONDS),
    )
    with Session.begin() as session:
        session.add(login)
    return login


def take(browser: str) -> ProviderLogin | None:
    """Gives the login that this browser began, once."""
    with Session.begin() as session:
        return session.scalar(
            delete(ProviderLogin)
            .where(ProviderLogin.browser_hash == digest(browser), ProviderLogin.expires_at > func.now())
            .returning(ProviderLogin),
            execution_options={"synchronize_session": False},
        )


def find_or_create_user(issuer: str, claims: dict[str, Any]) -> User | None:
    """The user who this is at the provider: by the subject if it is known, else by the address.

    None if the provider has not verified the address.
    """
    with Session.begin() as session:
        known = session.get(ProviderIdentity, (issuer, claims["sub"]))
        if known:
            return known.user
        if claims.get("email_verified") is not True or not claims.get("email"):
            return None
        email = claims["email"].lower()
        create_user(session, email, claims.get("name") or email)
        user = session.scalars(select(User).where(User.email == email)).one()
        session.execute(
            insert(ProviderIdentity)
            .values(issuer=issuer, subject=claims["sub"], user_id=user.id)
            .on_conflict_do_nothing()
        )
        return user
