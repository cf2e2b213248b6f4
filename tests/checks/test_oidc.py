"""The OpenID Connect provider that checks use, asked over loopback as an app would ask it."""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

pytest.importorskip("joserfc")

import requests
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError
from joserfc.jwk import KeySet

from roadmap_lab.checks.stand_ins.oidc import OidcProvider, OidcUser, ProtocolError
from roadmap_lab.checks.stand_ins.oidc_http import CONNECTIONS_CAP

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = ("the-app", "s3cret/with+signs")
CALLBACK = "http://localhost:4000/auth/oidc/callback"
SECONDS = 5


@pytest.fixture(scope="module")
def _provider() -> Iterator[OidcProvider]:
    provider = OidcProvider(0, *CLIENT)
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(_provider: OidcProvider) -> OidcProvider:
    _provider.reset()
    return _provider


class App:
    """A well-behaved client, whose requests a test can spoil."""

    def __init__(self, provider: OidcProvider) -> None:
        self.provider = provider
        self.verifier = secrets.token_urlsafe(32)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        self.challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def location(self, **changes: str | None) -> str:
        fields = {
            "response_type": "code",
            "client_id": CLIENT[0],
            "redirect_uri": CALLBACK,
            "scope": "openid email profile",
            "state": "the-state",
            "nonce": "the-nonce",
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        query = urlencode({name: value for name, value in fields.items() if value is not None})
        return f"{self.provider.issuer}/authorize?{query}"

    def login(self, **changes: str | None) -> dict[str, str]:
        callback = self.provider.authorize(self.location(**changes))
        return {name: values[0] for name, values in parse_qs(urlsplit(callback).query).items()}

    def exchange(
        self, code: str, *, auth: tuple[str, str] | None = None, **changes: str | None
    ) -> requests.Response:
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            **changes,
        }
        if auth is None:
            fields = {"client_id": CLIENT[0], "client_secret": CLIENT[1], **fields}
        sent = {name: value for name, value in fields.items() if value is not None}
        return requests.post(f"{self.provider.issuer}/token", data=sent, auth=auth, timeout=SECONDS)

    def id_token(self) -> str:
        answer = self.exchange(self.login()["code"])
        assert answer.status_code == 200
        token: str = answer.json()["id_token"]
        return token

    def keys(self) -> KeySet:
        answer = requests.get(f"{self.provider.issuer}/jwks", timeout=SECONDS)
        return KeySet.import_key_set(answer.json())

    def claims(self) -> dict[str, Any]:
        return dict(jwt.decode(self.id_token(), self.keys(), algorithms=["RS256"]).claims)


@pytest.fixture
def app(provider: OidcProvider) -> App:
    return App(provider)


def refusal(answer: requests.Response, status: int = 400) -> str:
    assert answer.status_code == status
    error: str = answer.json()["error"]
    return error


def test_discovery_names_endpoints_that_answer(provider: OidcProvider) -> None:
    answer = requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=SECONDS)
    document = answer.json()
    assert document["issuer"] == provider.issuer
    assert document["code_challenge_methods_supported"] == ["S256"]
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        assert requests.get(document[name], timeout=SECONDS).status_code in {200, 400, 401, 404}


def test_key_set_is_public(provider: OidcProvider) -> None:
    (key,) = requests.get(f"{provider.issuer}/jwks", timeout=SECONDS).json()["keys"]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert set(key) <= {"kty", "alg", "use", "kid", "n", "e"}


def test_a_login_ends_with_who_it_was(provider: OidcProvider, app: App) -> None:
    provider.user = OidcUser(sub="grace", email="grace@example.com", email_verified=False, name="Grace")
    back = app.login()
    assert back["state"] == "the-state"
    answer = app.exchange(back["code"])
    assert answer.headers["Cache-Control"] == "no-store"
    tokens = answer.json()
    assert tokens["token_type"] == "Bearer"
    claims = jwt.decode(tokens["id_token"], app.keys(), algorithms=["RS256"]).claims
    assert claims["iss"] == provider.issuer
    assert claims["aud"] == CLIENT[0]
    assert claims["nonce"] == "the-nonce"
    assert claims["exp"] > time.time()
    about = {"sub": "grace", "email": "grace@example.com", "email_verified": False, "name": "Grace"}
    assert {name: claims[name] for name in about} == about
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert requests.get(f"{provider.issuer}/userinfo", headers=bearer, timeout=SECONDS).json() == about


def test_what_was_asked_can_be_seen(provider: OidcProvider, app: App) -> None:
    app.exchange(app.login()["code"], auth=("the-app", "s3cret%2Fwith%2Bsigns"), client_secret=None)
    (asked,) = provider.requests
    assert (asked.state, asked.nonce, asked.redirect_uri) == ("the-state", "the-nonce", CALLBACK)
    assert asked.code_challenge == app.challenge
    (token,) = provider.token_requests
    assert (token.client_auth, token.code_verifier) == ("basic", app.verifier)


def test_the_browser_can_go_itself(app: App) -> None:
    answer = requests.get(app.location(), allow_redirects=False, timeout=SECONDS)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{CALLBACK}?code=")


def test_the_user_may_say_no(provider: OidcProvider, app: App) -> None:
    provider.deny = True
    assert app.login() == {"error": "access_denied", "state": "the-state"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "c2hvcnQ"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
    ],
)
def test_an_invalid_request_goes_back_with_an_error(
    provider: OidcProvider, app: App, changes: dict[str, str | None], error: str
) -> None:
    back = app.login(**changes)
    assert back["error"] == error
    assert back["state"] == "the-state"
    assert "code" not in back
    assert provider.requests == []
    assert len(provider.refused) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://example.com/callback"},
        {"redirect_uri": f"{CALLBACK}#fragment"},
        {"redirect_uri": "/auth/oidc/callback"},
    ],
)
def test_nobody_is_sent_where_it_is_not_safe(app: App, changes: dict[str, str | None]) -> None:
    with pytest.raises(ProtocolError):
        app.login(**changes)
    assert requests.get(app.location(**changes), allow_redirects=False, timeout=SECONDS).status_code == 400


def test_a_parameter_may_not_stand_twice(app: App) -> None:
    with pytest.raises(ProtocolError, match="twice"):
        app.provider.authorize(f"{app.location()}&state=another")


def test_a_redirect_to_somewhere_else_is_told(provider: OidcProvider) -> None:
    with pytest.raises(ProtocolError, match="authorize"):
        provider.authorize("http://localhost:1/authorize")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": secrets.token_urlsafe(32)}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_request"),
        ({"code_verifier": "short"}, "invalid_request"),
        ({"redirect_uri": f"{CALLBACK}/"}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"code": "guessed"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
    ],
)
def test_a_code_is_not_exchanged_for_less(app: App, changes: dict[str, str | None], error: str) -> None:
    assert refusal(app.exchange(**{"code": app.login()["code"], **changes})) == error  # type: ignore[arg-type]  # mypy takes auth for one of the changes


@pytest.mark.parametrize("auth", [("the-app", "wrong"), ("another", CLIENT[1])])
def test_client_has_to_be_who_it_says(app: App, auth: tuple[str, str]) -> None:
    code = app.login()["code"]
    by_basic = app.exchange(code, auth=auth)
    assert by_basic.headers["WWW-Authenticate"].startswith("Basic")
    assert refusal(by_basic, 401) == "invalid_client"
    assert refusal(app.exchange(code, client_id=auth[0], client_secret=auth[1]), 401) == "invalid_client"
    assert refusal(app.exchange(code, client_secret=None), 401) == "invalid_client"


def test_client_uses_one_method(app: App) -> None:
    answer = app.exchange(app.login()["code"], auth=CLIENT, client_secret=CLIENT[1])
    assert refusal(answer) == "invalid_request"


def test_token_request_is_a_form(provider: OidcProvider) -> None:
    answer = requests.post(f"{provider.issuer}/token", json={"code": "x"}, timeout=SECONDS)
    assert refusal(answer) == "invalid_request"


def test_a_code_works_once_and_its_tokens_die_with_the_second_use(provider: OidcProvider, app: App) -> None:
    code = app.login()["code"]
    access = app.exchange(code).json()["access_token"]
    assert refusal(app.exchange(code)) == "invalid_grant"
    bearer = {"Authorization": f"Bearer {access}"}
    answer = requests.get(f"{provider.issuer}/userinfo", headers=bearer, timeout=SECONDS)
    assert refusal(answer, 401) == "invalid_token"


def test_a_failed_exchange_uses_the_code_up(app: App) -> None:
    code = app.login()["code"]
    app.exchange(code, code_verifier=secrets.token_urlsafe(32))
    assert refusal(app.exchange(code)) == "invalid_grant"


def test_rotated_keys_replace_the_old_one(provider: OidcProvider, app: App) -> None:
    before = app.id_token()
    old_keys = app.keys()
    provider.rotate_keys()
    with pytest.raises((InvalidKeyIdError, ValueError)):
        jwt.decode(before, app.keys(), algorithms=["RS256"])
    with pytest.raises((InvalidKeyIdError, ValueError)):
        jwt.decode(app.id_token(), old_keys, algorithms=["RS256"])
    assert app.claims()["iss"] == provider.issuer


def test_lies_about_claims(provider: OidcProvider, app: App) -> None:
    provider.lie(issuer="http://evil.example", audience="another", nonce="replayed")
    claims = app.claims()
    assert (claims["iss"], claims["aud"], claims["nonce"]) == ("http://evil.example", "another", "replayed")
    provider.lie(without_nonce=True)
    assert "nonce" not in app.claims()
    provider.lie(expired=True)
    assert app.claims()["exp"] < time.time() - 3000
    provider.lie()
    assert app.claims()["exp"] > time.time()


def test_a_lie_belongs_to_the_login_that_was_begun_under_it(provider: OidcProvider, app: App) -> None:
    provider.lie(audience="another")
    code = app.login()["code"]
    provider.lie()
    token = app.exchange(code).json()["id_token"]
    assert jwt.decode(token, app.keys(), algorithms=["RS256"]).claims["aud"] == "another"


def test_lies_about_the_signature(provider: OidcProvider, app: App) -> None:
    provider.lie(unknown_key=True)
    with pytest.raises(BadSignatureError):
        jwt.decode(app.id_token(), app.keys(), algorithms=["RS256"])
    provider.lie(unsigned=True)
    header, _, signature = app.id_token().split(".")
    assert b'"alg":"none"' in base64.urlsafe_b64decode(header + "==")
    assert signature == ""
    provider.lie(symmetric=True)
    header, _, signature = app.id_token().split(".")
    assert b'"alg":"HS256"' in base64.urlsafe_b64decode(header + "==")
    assert signature


def test_connections_above_the_cap_are_turned_away_until_one_ends(provider: OidcProvider, app: App) -> None:
    held = [
        socket.create_connection(("localhost", provider.port), timeout=SECONDS)
        for _ in range(3 * CONNECTIONS_CAP)
    ]
    assert any(one.recv(1) == b"" for one in held[CONNECTIONS_CAP:])
    served = [one for one in threading.enumerate() if "process_request_thread" in one.name]
    assert len(served) <= CONNECTIONS_CAP
    for one in held:
        one.close()
    deadline = time.monotonic() + SECONDS
    while any("process_request_thread" in one.name for one in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert app.keys()


def test_stop_gives_the_port_back() -> None:
    first = OidcProvider(0, *CLIENT)
    first.start()
    first.stop()
    second = OidcProvider(first.port, *CLIENT)
    second.start()
    second.stop()
