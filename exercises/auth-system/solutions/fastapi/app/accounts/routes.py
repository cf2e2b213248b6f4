from fastapi import APIRouter, HTTPException, status

from app.accounts.store import confirm_registration, keep_registration, keep_reset, reset_password
from app.mail import mail_already_registered, mail_confirmation, mail_reset
from app.models import Confirmation, Forgotten, Message, Registration, Reset
from app.passwords import hash_password
from app.users.store import find_user_by_email

router = APIRouter(prefix="/auth")


# Whoever asks learns nothing about who has an account; the owner of the address does, by mail.
@router.post("/register", status_code=status.HTTP_202_ACCEPTED)
def register(registration: Registration) -> Message:
    password_hash = hash_password(registration.password)
    if find_user_by_email(registration.email):
        mail_already_registered(registration.email)
    else:
        mail_confirmation(registration.email, keep_registration(registration, password_hash))
    return Message(message="We have sent you a mail. Open the link in it.")


@router.post("/confirm", status_code=status.HTTP_204_NO_CONTENT)
def confirm(given: Confirmation) -> None:
    if confirm_registration(given.token) is None:
        raise invalid_token()


@router.post("/forgot", status_code=status.HTTP_202_ACCEPTED)
def forgot(given: Forgotten) -> Message:
    user = find_user_by_email(given.email)
    if user is not None:
        mail_reset(given.email, keep_reset(user["id"]))
    return Message(message="If there is an account with this address, it has got a mail.")


@router.post("/reset", status_code=status.HTTP_204_NO_CONTENT)
def reset(given: Reset) -> None:
    if not reset_password(given.token, hash_password(given.password)):
        raise invalid_token()


def invalid_token() -> HTTPException:
    return HTTPException(status.HTTP_400_BAD_REQUEST, "The link is not valid any more.")
