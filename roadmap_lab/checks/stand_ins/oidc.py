"""An OpenID Connect provider for checks: strict about what it is asked, and able to lie in what it answers.

The code flow with PKCE of RFC 6749 §4.1, RFC 7636 and OpenID Connect Core 1.0 §3.1. There is no login page:
`authorize` plays the browser at the provider, and `user` is who logs in there.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from roadmap_lab.checks.stand_ins.oidc_http import OidcServer, handler_for
from roadmap_lab.checks.stand_ins.oidc_protocol import (
    AuthorizationRequest,
    ProtocolError,
    TokenRequest,
    authenticate_client,
    parse_query,
    read_authorization_request,
    read_token_request,
)
from roadmap_lab.checks.stand_ins.oidc_tokens import Lies, Signer

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE_SECONDS = 60.0  # RFC 6749 §4.1.2 recommends at most ten minutes
TOKEN_SECONDS = 300

__all__ = ["AuthorizationRequest", "Lies", "OidcProvider", "OidcUser", "ProtocolError", "TokenRequest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcUser:
    """Who logs in at the provider (the claims of OIDC Core §5.1).

    Attributes:
        sub: The subject: this person's identifier at this provider, for ever.
        email: The address, which may change.
        email_verified: Whether the provider knows that the address is this person's.
        name: The name to show.
    """

    sub: str
    email: str
    email_verified: bool = True
    name: str = "Ada Lovelace"


@dataclass(slots=True, kw_only=True)
class _Grant:
    """What a code stands for."""

    request: AuthorizationRequest
    user: OidcUser
    lies: Lies
    expires: float
    used: bool = False
    access_tokens: list[str] = field(default_factory=list)


class OidcProvider:
    """A provider on `http://localhost:<port>`, which is also its issuer.

    Args:
        port: Where to listen; 0 for any free port.
        client_id: The one client that is registered.
        client_secret: Its secret, for `client_secret_basic` and `client_secret_post`.

    Attributes:
        user: Who logs in next; set it before `authorize`.
        deny: Whether the user says no at the provider (`error=access_denied`, RFC 6749 §4.1.2.1).
        lies: What is wrong with the ID tokens of the logins from now on.
        requests: The valid authorization requests, oldest first.
        token_requests: The token requests that were answered with tokens, oldest first.
        refused: Why other requests were refused, oldest first, in words for the learner.
    """

    def __init__(self, port: int, client_id: str, client_secret: str) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.user = OidcUser(sub="ada", email="ada@example.com")
        self.deny = False
        self.lies = Lies()
        self.requests: list[AuthorizationRequest] = []
        self.token_requests: list[TokenRequest] = []
        self.refused: list[str] = []
        self._signer = Signer()
        self._grants: dict[str, _Grant] = {}
        self._access: dict[str, OidcUser] = {}
        self._lock = threading.Lock()
        self._server = OidcServer(("localhost", port), handler_for(self))
        self._thread: threading.Thread | None = None
        self.port: int = self._server.server_address[1]

    @property
    def issuer(self) -> str:
        """The issuer identifier (OIDC Core §2), without a slash at its end."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Serves from now on, in a thread of its own."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="oidc"
        )
        self._thread.start()

    def stop(self) -> None:
        """Stops serving and gives the port back."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def reset(self) -> None:
        """Tells the truth again, denies nobody, and forgets what it saw; its keys stay."""
        with self._lock:
            self.deny = False
            self.lies = Lies()
            self.requests.clear()
            self.token_requests.clear()
            self.refused.clear()

    def rotate_keys(self) -> None:
        """Signs with a new key and takes the old one out of the JWKS (OIDC Core §10.1.1)."""
        with self._lock:
            self._signer.rotate()

    def lie(self, **lies: Any) -> None:
        """Sets `lies`: `provider.lie(nonce="another")`; without arguments it tells the truth again."""
        self.lies = replace(Lies(), **lies)

    # The browser --------------------------------------------------------------------------------

    def authorize(self, location: str) -> str:
        """Plays the browser at the provider: opens the app's redirect, logs `user` in, comes back.

        Args:
            location: The `Location` with which the app sent the browser here.

        Returns:
            Path and query of the callback at the app.

        Raises:
            ProtocolError: The request is one that a provider must not redirect for (RFC 6749 §4.1.2.1), or
                it leads somewhere else.
        """
        parts = urlsplit(location)
        expected = urlsplit(f"{self.issuer}/authorize")
        if (parts.scheme, parts.netloc, parts.path) != (expected.scheme, expected.netloc, expected.path):
            raise ProtocolError("invalid_request", f"a redirect to {self.issuer}/authorize", location)
        callback = urlsplit(self.answer_authorization(parts.query))
        return urlunsplit(("", "", callback.path, callback.query, ""))

    # The endpoints ------------------------------------------------------------------------------

    def configuration(self) -> dict[str, Any]:
        """The discovery document (OIDC Discovery §3)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "claims_supported": [
                "sub",
                "iss",
                "aud",
                "exp",
                "iat",
                "nonce",
                "email",
                "email_verified",
                "name",
            ],
            "code_challenge_methods_supported": ["S256"],
        }

    def key_set(self) -> dict[str, Any]:
        """The public keys as a JWK Set (RFC 7517 §5)."""
        with self._lock:
            return self._signer.public_keys()

    def answer_authorization(self, query: str) -> str:
        """Answers an authorization request (OIDC Core §3.1.2) with where the browser is sent.

        Raises:
            ProtocolError: The client or its redirect URI is not to be trusted, so there is nowhere to go.
        """
        try:
            asked = read_authorization_request(query, self.client_id)
        except ProtocolError as error:
            with self._lock:
                self.refused.append(str(error))
            if error.redirect_uri is None:
                raise
            return _with_query(
                error.redirect_uri,
                {"error": error.code, "error_description": str(error), "state": error.state},
            )
        with self._lock:
            self.requests.append(asked)
            if self.deny:
                return _with_query(asked.redirect_uri, {"error": "access_denied", "state": asked.state})
            code = secrets.token_urlsafe(24)
            self._grants[code] = _Grant(
                request=asked, user=self.user, lies=self.lies, expires=time.monotonic() + CODE_SECONDS
            )
        # RFC 9207 §2: the client can see that the answer is this issuer's.
        return _with_query(asked.redirect_uri, {"code": code, "state": asked.state, "iss": self.issuer})

    def answer_token(self, authorization: str | None, form: str) -> dict[str, Any]:
        """Exchanges a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6, OIDC Core §3.1.3).

        Raises:
            ProtocolError: It is not exchanged.
        """
        try:
            fields = parse_query(form)
            method = authenticate_client(authorization, fields, self.client_id, self.client_secret)
            asked = read_token_request(fields, method)
            with self._lock:
                answer = self._exchange(asked)
                self.token_requests.append(asked)
                return answer
        except ProtocolError as error:
            with self._lock:
                self.refused.append(str(error))
            raise

    def answer_userinfo(self, authorization: str | None) -> dict[str, Any]:
        """Tells who an access token is for (OIDC Core §5.3).

        Raises:
            ProtocolError: The token is none of ours (RFC 6750 §3.1).
        """
        scheme, _, token = (authorization or "").partition(" ")
        with self._lock:
            user = self._access.get(token.strip())
        if scheme.lower() != "bearer" or user is None:
            raise ProtocolError("invalid_token", "an access token of this provider", authorization or "none")
        return _claims(user)

    def _exchange(self, asked: TokenRequest) -> dict[str, Any]:
        grant = self._grants.get(asked.code)
        if grant is None:
            raise ProtocolError("invalid_grant", "a code that this provider has given", asked.code)
        if grant.used:
            for token in grant.access_tokens:  # RFC 6749 §4.1.2: what came of the code is revoked
                self._access.pop(token, None)
            raise ProtocolError("invalid_grant", "a code that was not used before", asked.code)
        grant.used = True
        if time.monotonic() > grant.expires:
            raise ProtocolError("invalid_grant", "a code that has not expired", asked.code)
        if asked.redirect_uri != grant.request.redirect_uri:
            raise ProtocolError(
                "invalid_grant", f"the redirect_uri {grant.request.redirect_uri} again", asked.redirect_uri
            )
        if asked.challenge != grant.request.code_challenge:
            raise ProtocolError(
                "invalid_grant", "the code_verifier of this login's code_challenge", asked.code_verifier
            )
        access = secrets.token_urlsafe(24)
        grant.access_tokens.append(access)
        self._access[access] = grant.user
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": grant.request.scope,
            "id_token": self._id_token(grant),
        }

    def _id_token(self, grant: _Grant) -> str:
        """An ID token (OIDC Core §2), with the lies that were told when the login began."""
        now = int(time.time())
        claims: dict[str, Any] = {
            **_claims(grant.user),
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
        }
        if grant.request.nonce is not None:
            claims["nonce"] = grant.request.nonce
        return self._signer.sign(grant.lies.applied(claims), grant.lies)


def _claims(user: OidcUser) -> dict[str, Any]:
    return {
        "sub": user.sub,
        "email": user.email,
        "email_verified": user.email_verified,
        "name": user.name,
    }


def _with_query(uri: str, fields: Mapping[str, str | None]) -> str:
    parts = urlsplit(uri)
    added = urlencode({name: value for name, value in fields.items() if value is not None})
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))
