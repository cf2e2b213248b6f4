from psycopg import Connection
from psycopg.rows import DictRow

from app import config
from app.db import execute, fetch_one, transaction
from app.models import Tokens, UserRow
from app.random_secrets import digest, new_secret
from app.sessions.access_token import sign_access_token


def begin_session(user_id: int) -> Tokens:
    with transaction() as connection:
        session = connection.execute(
            "INSERT INTO sessions (user_id) VALUES (%s) RETURNING id AS session_id, user_id", (user_id,)
        ).fetchone()
        assert session is not None
        return _issue_tokens(connection, session)


def refresh_session(refresh_token: str) -> Tokens | None:
    """Trades a refresh token for new tokens, once.

    Whoever brings it a second time may have stolen it, or was stolen from, so the session ends then.
    """
    token_hash = digest(refresh_token)
    with transaction() as connection:
        # The session is locked first: refreshes of it take turns, and none waits for another in a circle.
        session = connection.execute(
            """
            SELECT session_id, user_id FROM sessions JOIN refresh_tokens ON session_id = sessions.id
            WHERE token_hash = %s FOR UPDATE OF sessions
            """,
            (token_hash,),
        ).fetchone()
        if session is None:
            return None
        used = connection.execute(
            """
            UPDATE refresh_tokens SET used_at = now()
            WHERE token_hash = %s AND used_at IS NULL AND expires_at > now()
            """,
            (token_hash,),
        )
        if used.rowcount == 1:
            return _issue_tokens(connection, session)
        connection.execute("DELETE FROM sessions WHERE id = %s", (session["session_id"],))
        return None


def _issue_tokens(connection: Connection[DictRow], session: DictRow) -> Tokens:
    refresh_token = new_secret()
    connection.execute(
        """
        INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
        VALUES (%s, %s, now() + make_interval(secs => %s))
        """,
        (digest(refresh_token), session["session_id"], config.REFRESH_TOKEN_SECONDS),
    )
    return Tokens(
        access_token=sign_access_token(session["user_id"], str(session["session_id"])),
        expires_in=config.ACCESS_TOKEN_SECONDS,
        refresh_token=refresh_token,
    )


def find_session_user(session_id: str, user_id: int) -> UserRow | None:
    return fetch_one(
        """
        SELECT users.* FROM sessions JOIN users ON users.id = user_id
        WHERE sessions.id = %s AND user_id = %s
        """,
        session_id,
        user_id,
    )


def end_session(session_id: str) -> None:
    execute("DELETE FROM sessions WHERE id = %s", session_id)


def end_sessions_of(connection: Connection[DictRow], user_id: int) -> None:
    connection.execute("DELETE FROM sessions WHERE user_id = %s", (user_id,))
