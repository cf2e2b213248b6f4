from app import config
from app.db import execute, transaction
from app.models import Registration, UserRow
from app.random_secrets import digest, new_secret
from app.sessions.store import end_sessions_of
from app.users.store import create_user


def keep_registration(registration: Registration, password_hash: str) -> str:
    """Keeps a registration until its address is confirmed; gives the token that does it."""
    token = new_secret()
    execute(
        """
        INSERT INTO registrations (token_hash, email, name, password_hash, expires_at)
        VALUES (%s, %s, %s, %s, now() + make_interval(secs => %s))
        """,
        digest(token),
        registration.email,
        registration.name,
        password_hash,
        config.MAIL_TOKEN_SECONDS,
    )
    return token


def confirm_registration(token: str) -> UserRow | None:
    """Makes a user of the registration with this token, or None where nobody could be made.

    It forgets all others of the address: somebody else may have made them, with another password.
    """
    token_hash = digest(token)
    with transaction() as connection:
        registrations = connection.execute(
            """
            DELETE FROM registrations WHERE email =
              (SELECT email FROM registrations WHERE token_hash = %s AND expires_at > now())
            RETURNING token_hash, email, name, password_hash
            """,
            (token_hash,),
        ).fetchall()
        for one in registrations:
            if one["token_hash"] == token_hash:
                return create_user(connection, one["email"], one["name"], one["password_hash"])
        return None


def keep_reset(user_id: int) -> str:
    token = new_secret()
    execute(
        """
        INSERT INTO password_resets (token_hash, user_id, expires_at)
        VALUES (%s, %s, now() + make_interval(secs => %s))
        """,
        digest(token),
        user_id,
        config.MAIL_TOKEN_SECONDS,
    )
    return token


def reset_password(token: str, password_hash: str) -> bool:
    """Sets the password of the user whom the token was mailed to, and ends their sessions and other links."""
    with transaction() as connection:
        reset = connection.execute(
            """
            DELETE FROM password_resets WHERE user_id =
              (SELECT user_id FROM password_resets WHERE token_hash = %s AND expires_at > now())
            RETURNING user_id
            """,
            (digest(token),),
        ).fetchone()
        if reset is None:
            return False
        user_id = reset["user_id"]
        connection.execute("UPDATE users SET password_hash = %s WHERE id = %s", (password_hash, user_id))
        end_sessions_of(connection, user_id)
        return True
