from flask import Blueprint, Response, abort, current_app, g, jsonify

from app.auth import registrations, resets, sessions
from app.auth.current import login_required
from app.auth.lockout import count_attempt, forget_attempts
from app.mail import mail_already_registered, mail_confirmation, mail_reset
from app.passwords import hash_password, is_password
from app.schemas import ForgotBody, LoginBody, RefreshBody, RegistrationBody, ResetBody, TokenBody, read_body
from app.users.store import find_user_by_email

bp = Blueprint("auth", __name__, url_prefix="/auth")

Empty = tuple[str, int]


# Whoever asks learns nothing about who has an account; the owner of the address does, by mail.
@bp.post("/register")
def register() -> tuple[dict[str, str], int]:
    given = read_body(RegistrationBody)
    password_hash = hash_password(given["password"])
    if find_user_by_email(given["email"]):
        mail_already_registered(given["email"])
    else:
        token = registrations.keep(given["email"], given["name"], password_hash)
        mail_confirmation(given["email"], token)
    return {"message": "We have sent you a mail. Open the link in it."}, 202


@bp.post("/confirm")
def confirm() -> Empty:
    if registrations.confirm(read_body(TokenBody)["token"]) is None:
        abort(400, "The link is not valid any more.")
    return "", 204


@bp.post("/forgot")
def forgot() -> tuple[dict[str, str], int]:
    email = read_body(ForgotBody)["email"]
    user = find_user_by_email(email)
    if user:
        mail_reset(email, resets.keep(user.id))
    return {"message": "If there is an account with this address, it has got a mail."}, 202


@bp.post("/reset")
def reset() -> Empty:
    given = read_body(ResetBody)
    if not resets.use(given["token"], hash_password(given["password"])):
        abort(400, "The link is not valid any more.")
    return "", 204


@bp.post("/login")
def login() -> Response:
    given = read_body(LoginBody)
    count_attempt(given["email"])
    user = find_user_by_email(given["email"])
    if not is_password(given["password"], user) or user is None:
        abort(401, "E-mail address or password is wrong.")
    forget_attempts(given["email"])
    return answer_with(sessions.begin(user.id))


@bp.post("/refresh")
def refresh() -> Response:
    tokens = sessions.refresh(read_body(RefreshBody)["refresh_token"])
    if tokens is None:
        abort(401, "The refresh token is not valid.")
    return answer_with(tokens)


@bp.post("/logout")
@login_required
def logout() -> Empty:
    sessions.end(g.session_id)
    return "", 204


def answer_with(tokens: sessions.Tokens) -> Response:
    response = jsonify(
        access_token=tokens.access,
        token_type="Bearer",
        expires_in=current_app.config["ACCESS_TOKEN_SECONDS"],
        refresh_token=tokens.refresh,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
