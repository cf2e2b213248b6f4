"""Reading what a client asks of an OpenID Connect provider, strictly."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus, urlsplit

_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")  # RFC 7636 §4.1
_CHALLENGE = re.compile(r"[A-Za-z0-9\-_]{43}")  # RFC 7636 §4.2: base64url of a SHA-256, without padding
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class ProtocolError(Exception):
    """The request is refused.

    Args:
        code: The error code (RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1).
        expected: What the request should have had.
        actual: What it had.
        redirect_uri: Where the browser is sent with the error, if anywhere.
        state: What goes with it.
    """

    def __init__(
        self,
        code: str,
        expected: str,
        actual: str = "",
        *,
        redirect_uri: str | None = None,
        state: str | None = None,
    ) -> None:
        super().__init__(f"{code}: expected {expected}" + (f", got {actual}" if actual else ""))
        self.code = code
        self.redirect_uri = redirect_uri
        self.state = state


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What a client asked of the authorization endpoint (OIDC Core §3.1.2.1, RFC 7636 §4.3)."""

    redirect_uri: str
    scope: str
    state: str | None
    nonce: str | None
    code_challenge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """What a client asked of the token endpoint (RFC 6749 §4.1.3, RFC 7636 §4.5).

    Attributes:
        client_auth: `basic` or `post` (RFC 6749 §2.3.1).
    """

    code: str
    redirect_uri: str
    code_verifier: str
    client_auth: str

    @property
    def challenge(self) -> str:
        """The code challenge that fits the verifier (RFC 7636 §4.2)."""
        digest = hashlib.sha256(self.code_verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def parse_query(text: str) -> dict[str, str]:
    """The parameters of a query or a form; none may stand twice (RFC 6749 §3.1).

    Raises:
        ProtocolError: One does.
    """
    fields: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        if name in fields:
            raise ProtocolError("invalid_request", f"{name} once", "it twice")
        if value:  # RFC 6749 §3.1: a parameter without a value counts as left out
            fields[name] = value
    return fields


def read_authorization_request(query: str, client_id: str) -> AuthorizationRequest:
    """Reads an authorization request.

    Raises:
        ProtocolError: It is not valid; with a redirect URI unless that or the client is not to be trusted.
    """
    fields = parse_query(query)
    if fields.get("client_id") != client_id:
        raise ProtocolError("invalid_request", f"client_id={client_id}", fields.get("client_id", "none"))
    redirect_uri = fields.get("redirect_uri", "")
    where = urlsplit(redirect_uri)
    if where.scheme not in {"http", "https"} or where.hostname not in _LOOPBACK or where.fragment:
        raise ProtocolError(
            "invalid_request", "a redirect_uri at the app, without a fragment", redirect_uri or "none"
        )
    state = fields.get("state")

    def refuse(code: str, expected: str, actual: str | None) -> ProtocolError:
        return ProtocolError(code, expected, actual or "none", redirect_uri=redirect_uri, state=state)

    if fields.get("response_type") != "code":
        raise refuse("unsupported_response_type", "response_type=code", fields.get("response_type"))
    if "openid" not in fields.get("scope", "").split(" "):
        raise refuse("invalid_scope", "a scope with openid", fields.get("scope"))
    if not _CHALLENGE.fullmatch(fields.get("code_challenge", "")):
        raise refuse(
            "invalid_request",
            "a code_challenge: base64url of a SHA-256, without padding (RFC 7636 §4.2)",
            fields.get("code_challenge"),
        )
    if fields.get("code_challenge_method") != "S256":
        raise refuse("invalid_request", "code_challenge_method=S256", fields.get("code_challenge_method"))
    return AuthorizationRequest(
        redirect_uri=redirect_uri,
        scope=fields["scope"],
        state=state,
        nonce=fields.get("nonce"),
        code_challenge=fields["code_challenge"],
    )


def authenticate_client(
    authorization: str | None, fields: dict[str, str], client_id: str, client_secret: str
) -> str:
    """Authenticates the client by exactly one method (RFC 6749 §2.3).

    Returns:
        `basic` or `post`.

    Raises:
        ProtocolError: It is not the client that is registered, or it used both methods.
    """
    by_form = "client_secret" in fields
    if authorization is not None and by_form:
        raise ProtocolError("invalid_request", "one method of client authentication", "two")
    if authorization is not None:
        given = _basic(authorization)
        method = "basic"
        if fields.get("client_id", client_id) != client_id:
            raise ProtocolError("invalid_client", f"client_id={client_id}", fields["client_id"])
    else:
        given = (fields.get("client_id", ""), fields.get("client_secret", ""))
        method = "post"
    same_id = hmac.compare_digest(given[0].encode(), client_id.encode())
    same_secret = hmac.compare_digest(given[1].encode(), client_secret.encode())
    if not (same_id and same_secret):
        raise ProtocolError("invalid_client", "the client's id and secret", f"others, by {method}")
    return method


def read_token_request(fields: dict[str, str], client_auth: str) -> TokenRequest:
    """Reads a token request.

    Raises:
        ProtocolError: It is not valid.
    """
    if fields.get("grant_type") != "authorization_code":
        raise ProtocolError(
            "unsupported_grant_type", "grant_type=authorization_code", fields.get("grant_type", "none")
        )
    for name in ("code", "redirect_uri", "code_verifier"):
        if name not in fields:
            raise ProtocolError("invalid_request", name, "none")
    if not _VERIFIER.fullmatch(fields["code_verifier"]):
        raise ProtocolError(
            "invalid_request", "a code_verifier of 43 to 128 unreserved characters (RFC 7636 §4.1)"
        )
    return TokenRequest(
        code=fields["code"],
        redirect_uri=fields["redirect_uri"],
        code_verifier=fields["code_verifier"],
        client_auth=client_auth,
    )


def _basic(authorization: str) -> tuple[str, str]:
    """Id and secret of `Basic` credentials; both are form-encoded inside (RFC 6749 §2.3.1)."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if scheme.lower() != "basic" or ":" not in text:
        raise ProtocolError("invalid_client", "Basic credentials", scheme)
    name, _, secret = text.partition(":")
    return unquote_plus(name), unquote_plus(secret)
