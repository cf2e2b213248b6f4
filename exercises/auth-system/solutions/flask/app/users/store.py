from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session as DatabaseSession

from app.db import Session
from app.models import User


def find_user(user_id: int) -> User | None:
    with Session.begin() as session:
        return session.get(User, user_id)


def find_user_by_email(email: str) -> User | None:
    with Session.begin() as session:
        return session.scalar(select(User).where(User.email == email))


def list_users() -> list[User]:
    with Session.begin() as session:
        return list(session.scalars(select(User).order_by(User.id)))


def create_user(
    session: DatabaseSession, email: str, name: str, password_hash: str | None = None
) -> User | None:
    """Creates a user unless the address has one already; gives the new user, or None."""
    role = "admin" if email == current_app.config["ADMIN_EMAIL"] else "user"
    return session.scalar(
        insert(User)
        .values(email=email, name=name, role=role, password_hash=password_hash)
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User)
    )


def rename_user(user_id: int, name: str) -> User | None:
    return _change(user_id, name=name)


def change_role(user_id: int, role: str) -> User | None:
    return _change(user_id, role=role)


def delete_user(user_id: int) -> bool:
    with Session.begin() as session:
        return session.execute(delete(User).where(User.id == user_id)).rowcount == 1


def _change(user_id: int, **values: str) -> User | None:
    with Session.begin() as session:
        return session.scalar(update(User).where(User.id == user_id).values(**values).returning(User))
