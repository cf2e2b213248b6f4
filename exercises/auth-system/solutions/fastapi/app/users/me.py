from fastapi import APIRouter

from app.models import Profile, User, UserRow
from app.sessions.current import CurrentUser
from app.users.store import rename_user

router = APIRouter(prefix="/me")


@router.get("", response_model=User)
def read_me(user: CurrentUser) -> UserRow:
    return user


@router.patch("", response_model=User)
def change_me(user: CurrentUser, profile: Profile) -> UserRow | None:
    return rename_user(user["id"], profile.name)
