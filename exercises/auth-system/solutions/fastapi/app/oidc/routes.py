import base64
import logging
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Cookie, HTTPException, Response, status
from fastapi.responses import RedirectResponse

from app import config
from app.models import Tokens
from app.oidc.provider import ProviderError, discover, redeem_code
from app.oidc.store import begin_login, find_or_create_user, take_login
from app.random_secrets import digest, new_secret
from app.sessions.routes import keep_from_caches
from app.sessions.store import begin_session

router = APIRouter(prefix="/auth/oidc")
log = logging.getLogger(__name__)

COOKIE = "oidc_login"
PATH = "/auth/oidc"
REDIRECT_URI = f"{config.BASE_URL}/auth/oidc/callback"


@router.get("/login")
def login() -> RedirectResponse:
    browser = new_secret()
    begun = begin_login(browser)
    challenge = base64.urlsafe_b64encode(digest(begun.code_verifier)).rstrip(b"=").decode()
    query = urlencode(
        {
            "response_type": "code",
            "client_id": config.OIDC_CLIENT_ID,
            "redirect_uri": REDIRECT_URI,
            "scope": "openid email profile",
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )
    response = RedirectResponse(f"{discover().authorization_endpoint}?{query}", status.HTTP_302_FOUND)
    response.set_cookie(
        COOKIE,
        browser,
        path=PATH,
        httponly=True,
        samesite="lax",  # it has to come along when the provider sends the browser back
        secure=config.BASE_URL.startswith("https:"),
    )
    return response


@router.get("/callback")
def callback(
    response: Response,
    code: str = "",
    state: str = "",
    oidc_login: Annotated[str | None, Cookie()] = None,
) -> Tokens:
    # The state shows that the browser which comes back is the one that was sent.
    begun = take_login(oidc_login) if oidc_login else None
    if begun is None or state != begun.state or not code:
        raise failed()
    try:
        claims = redeem_code(code, begun.code_verifier, begun.nonce, REDIRECT_URI)
    except ProviderError as error:
        log.warning("login at the provider failed: %s", error)
        raise failed() from error
    user = find_or_create_user(claims)
    if user is None:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "The provider has not verified your e-mail address.")
    response.delete_cookie(COOKIE, path=PATH)
    keep_from_caches(response)
    return begin_session(user["id"])


def failed() -> HTTPException:
    return HTTPException(status.HTTP_400_BAD_REQUEST, "The login did not succeed. Begin again.")
