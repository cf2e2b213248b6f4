from typing import Any

from flask import Blueprint, abort, g

from app.auth.current import allow, login_required, roles_required
from app.models import User
from app.schemas import ProfileBody, RoleBody, read_body
from app.users import store

bp = Blueprint("users", __name__)

LONGEST_ID = 18  # digits of a bigint

Body = dict[str, Any]


# Who may not do it is told so first, and does not learn what there is.


@bp.get("/me")
@login_required
def show_me() -> Body:
    return g.user.to_dict()


@bp.patch("/me")
@login_required
def change_me() -> Body:
    return found(store.rename_user(g.user.id, read_body(ProfileBody)["name"])).to_dict()


@bp.get("/users")
@roles_required("moderator", "admin")
def list_users() -> list[Body]:
    return [user.to_dict() for user in store.list_users()]


@bp.get("/users/<user_id>")
@login_required
def show_user(user_id: str) -> Body:
    if user_id != str(g.user.id):
        allow("moderator", "admin")
    return found(store.find_user(as_id(user_id))).to_dict()


@bp.put("/users/<user_id>/role")
@roles_required("admin")
def change_role(user_id: str) -> Body:
    role = read_body(RoleBody)["role"]
    return found(store.change_role(id_of_another(user_id), role)).to_dict()


@bp.delete("/users/<user_id>")
@roles_required("admin")
def delete_user(user_id: str) -> tuple[str, int]:
    if not store.delete_user(id_of_another(user_id)):
        found(None)
    return "", 204


def found(user: User | None) -> User:
    return user or abort(404, "There is no such user.")


def as_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        found(None)
    return int(text)


def id_of_another(user_id: str) -> int:
    # An admin who steps down by mistake could leave nobody who can undo it.
    if as_id(user_id) == g.user.id:
        abort(409, "You cannot do that to your own account.")
    return as_id(user_id)
