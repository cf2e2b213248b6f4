from fastapi import APIRouter, Depends, HTTPException, status

from app.models import RoleChange, User, UserRow
from app.sessions.current import CurrentUser, require_role
from app.users.store import change_role, delete_user, find_user, list_users

router = APIRouter(prefix="/users")

LONGEST_ID = 18  # digits of a bigint
for_admins = [Depends(require_role("admin"))]
for_staff = [Depends(require_role("moderator", "admin"))]


def self_or_staff(user_id: str, me: CurrentUser) -> None:
    if user_id != str(me["id"]):
        require_role("moderator", "admin")(me)


def found_user(user_id: str) -> UserRow:
    known = user_id.isascii() and user_id.isdigit() and len(user_id) <= LONGEST_ID
    user = find_user(int(user_id)) if known else None
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such user.")
    return user


def other_user(user_id: str, me: UserRow) -> UserRow:
    # An admin who steps down by mistake could leave nobody who can undo it.
    if user_id == str(me["id"]):
        raise HTTPException(status.HTTP_409_CONFLICT, "You cannot do that to your own account.")
    return found_user(user_id)


# Dependencies run before the function: who may not do it does not learn what there is.


@router.get("", dependencies=for_staff, response_model=list[User])
def list_all() -> list[UserRow]:
    return list_users()


@router.get("/{user_id}", dependencies=[Depends(self_or_staff)], response_model=User)
def read(user_id: str) -> UserRow:
    return found_user(user_id)


@router.put("/{user_id}/role", dependencies=for_admins, response_model=User)
def put_role(user_id: str, change: RoleChange, me: CurrentUser) -> UserRow | None:
    return change_role(other_user(user_id, me)["id"], change.role)


@router.delete("/{user_id}", dependencies=for_admins, status_code=status.HTTP_204_NO_CONTENT)
def delete(user_id: str, me: CurrentUser) -> None:
    delete_user(other_user(user_id, me)["id"])
