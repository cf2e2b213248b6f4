import base64
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request

from app.auth import sessions
from app.auth.routes import answer_with
from app.oidc import logins
from app.oidc.provider import Provider, ProviderError
from app.random_secrets import digest, new_secret

bp = Blueprint("oidc", __name__, url_prefix="/auth/oidc")

COOKIE = "oidc_login"
PATH = "/auth/oidc"


def init_app(app: Flask) -> None:
    app.extensions["oidc"] = Provider(
        issuer=app.config["OIDC_ISSUER"],
        client_id=app.config["OIDC_CLIENT_ID"],
        client_secret=app.config["OIDC_CLIENT_SECRET"],
        keys_seconds=app.config["OIDC_KEYS_SECONDS"],
    )


def provider() -> Provider:
    found: Provider = current_app.extensions["oidc"]
    return found


def redirect_uri() -> str:
    return f"{current_app.config['BASE_URL']}/auth/oidc/callback"


@bp.get("/login")
def login() -> Response:
    try:
        endpoint = provider().endpoints.authorization
    except ProviderError as error:
        current_app.logger.warning("login at the provider: %s", error)
        abort(502, "The provider does not answer.")
    browser = new_secret()
    begun = logins.begin(browser)
    query = {
        "response_type": "code",
        "client_id": provider().client_id,
        "redirect_uri": redirect_uri(),
        "scope": "openid email profile",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest(begun.code_verifier)).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    response = redirect(f"{endpoint}?{urlencode(query)}")
    response.set_cookie(
        COOKIE,
        browser,
        path=PATH,
        httponly=True,
        samesite="Lax",  # it has to come along when the provider sends the browser back
        secure=current_app.config["BASE_URL"].startswith("https:"),
    )
    return response


@bp.get("/callback")
def callback() -> Response:
    # The cookie shows that the browser which comes back is the one that was sent.
    begun = logins.take(request.cookies.get(COOKIE, ""))
    code = request.args.get("code")
    if begun is None or request.args.get("state") != begun.state or not code:
        abort(400, "The login did not succeed. Begin again.")
    try:
        claims = provider().redeem(
            code, code_verifier=begun.code_verifier, nonce=begun.nonce, redirect_uri=redirect_uri()
        )
    except ProviderError as error:
        current_app.logger.warning("login at the provider: %s", error)
        abort(400, "The login did not succeed. Begin again.")
    user = logins.find_or_create_user(provider().issuer, claims)
    if user is None:
        abort(403, "The provider has not verified your e-mail address.")
    response = answer_with(sessions.begin(user.id))
    response.delete_cookie(COOKIE, path=PATH)
    return response
