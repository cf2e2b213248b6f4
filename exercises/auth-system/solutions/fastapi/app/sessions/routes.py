from fastapi import APIRouter, HTTPException, Response, status

from app.models import Login, Refresh, Tokens
from app.passwords import is_password
from app.sessions.current import CurrentSession
from app.sessions.lockout import count_attempt, forget_attempts
from app.sessions.store import begin_session, end_session, refresh_session
from app.users.store import find_user_by_email

router = APIRouter(prefix="/auth")


def keep_from_caches(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


@router.post("/login")
def login(given: Login, response: Response) -> Tokens:
    count_attempt(given.email)
    user = find_user_by_email(given.email)
    if not is_password(given.password, user) or user is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "E-mail address or password is wrong.")
    forget_attempts(given.email)
    keep_from_caches(response)
    return begin_session(user["id"])


@router.post("/refresh")
def refresh(given: Refresh, response: Response) -> Tokens:
    tokens = refresh_session(given.refresh_token)
    if tokens is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "The refresh token is not valid.")
    keep_from_caches(response)
    return tokens


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
def logout(session: CurrentSession) -> None:
    end_session(session.id)
