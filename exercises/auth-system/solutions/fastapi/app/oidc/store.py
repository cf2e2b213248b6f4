from dataclasses import dataclass
from typing import Any

from app import config
from app.db import execute, fetch_one, transaction
from app.models import UserRow
from app.random_secrets import digest, new_secret
from app.users.store import create_user

LOGIN_SECONDS = 600


@dataclass(frozen=True)
class OidcLogin:
    """A login that was begun, until the browser comes back."""

    state: str
    nonce: str
    code_verifier: str


def begin_login(browser: str) -> OidcLogin:
    login = OidcLogin(new_secret(), new_secret(), new_secret())
    execute(
        """
        INSERT INTO oidc_logins (browser_hash, state, nonce, code_verifier, expires_at)
        VALUES (%s, %s, %s, %s, now() + make_interval(secs => %s))
        """,
        digest(browser),
        login.state,
        login.nonce,
        login.code_verifier,
        LOGIN_SECONDS,
    )
    return login


def take_login(browser: str) -> OidcLogin | None:
    """Gives the login that this browser began, once."""
    row = fetch_one(
        """
        DELETE FROM oidc_logins WHERE browser_hash = %s AND expires_at > now()
        RETURNING state, nonce, code_verifier
        """,
        digest(browser),
    )
    return OidcLogin(**row) if row else None


def find_or_create_user(claims: dict[str, Any]) -> UserRow | None:
    """Finds the user who this is at the provider, or makes one.

    By the subject if it is known, else by the address, which the provider must have verified; None if it
    has not.
    """
    subject = (config.OIDC_ISSUER, claims["sub"])
    with transaction() as connection:
        known = connection.execute(
            """
            SELECT users.* FROM identities JOIN users ON users.id = user_id
            WHERE issuer = %s AND subject = %s
            """,
            subject,
        ).fetchone()
        if known is not None:
            return known
        if claims.get("email_verified") is not True or not claims.get("email"):
            return None
        email = claims["email"].lower()
        create_user(connection, email, claims.get("name") or email)
        user = connection.execute("SELECT * FROM users WHERE email = %s", (email,)).fetchone()
        assert user is not None
        connection.execute(
            "INSERT INTO identities (issuer, subject, user_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (*subject, user["id"]),
        )
        return user
