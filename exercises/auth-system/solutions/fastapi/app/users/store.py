from psycopg import Connection
from psycopg.rows import DictRow

from app import config
from app.db import execute, fetch_one, transaction
from app.models import Role, UserRow


def find_user_by_email(email: str) -> UserRow | None:
    return fetch_one("SELECT * FROM users WHERE email = %s", email)


def create_user(
    connection: Connection[DictRow], email: str, name: str, password_hash: str | None = None
) -> UserRow | None:
    """Creates a user unless the address has one; gives the new user, or None."""
    role = "admin" if email == config.ADMIN_EMAIL else "user"
    return connection.execute(
        """
        INSERT INTO users (email, name, role, password_hash) VALUES (%s, %s, %s, %s)
        ON CONFLICT (email) DO NOTHING RETURNING *
        """,
        (email, name, role, password_hash),
    ).fetchone()


def list_users() -> list[UserRow]:
    with transaction() as connection:
        return connection.execute("SELECT * FROM users ORDER BY id").fetchall()


def find_user(user_id: int) -> UserRow | None:
    return fetch_one("SELECT * FROM users WHERE id = %s", user_id)


def rename_user(user_id: int, name: str) -> UserRow | None:
    return fetch_one("UPDATE users SET name = %s WHERE id = %s RETURNING *", name, user_id)


def change_role(user_id: int, role: Role) -> UserRow | None:
    return fetch_one("UPDATE users SET role = %s WHERE id = %s RETURNING *", role, user_id)


def delete_user(user_id: int) -> None:
    execute("DELETE FROM users WHERE id = %s", user_id)
