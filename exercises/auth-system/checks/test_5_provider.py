"""Login at an OpenID Connect provider."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from accounts import (
    ADMIN_EMAIL,
    KEYS_SECONDS,
    Account,
    bearer,
    join,
    login,
    new_account,
    read_me,
    refresh,
    tokens_of,
    try_login,
)

from roadmap_lab.checks import Api, Reply, Values, check
from roadmap_lab.checks.stand_ins.oidc import AuthorizationRequest, OidcProvider, OidcUser, ProtocolError

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

_NEXT_COOKIE = re.compile(r",\s*(?=[^;,=\s]+=)")
CALLBACK = "/auth/oidc/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A login that a browser has begun at the app."""

    reply: Reply
    location: str
    cookies: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.cookies} if self.cookies else {}


def begin(api: Api) -> Begun:
    """Opens /auth/oidc/login in a new browser."""
    reply = api.get("/auth/oidc/login").status(302, 303, 307)
    location = reply.header("Location")
    pairs = [one.partition(";")[0].strip() for one in set_cookies(reply)]
    return Begun(reply=reply, location=location, cookies="; ".join(pairs))


def set_cookies(reply: Reply) -> list[str]:
    """The Set-Cookie fields of an answer."""
    joined = reply.headers.get("set-cookie", "")
    return _NEXT_COOKIE.split(joined) if joined else []


def at_provider(oidc: OidcProvider, begun: Begun) -> str:
    """Logs in at the provider; gives where the browser comes back to."""
    try:
        callback = oidc.authorize(begun.location)
    except ProtocolError as error:
        begun.reply.fail("a redirect that the provider accepts", str(error))
    if "error_description" in parse_qs(urlsplit(callback).query):
        begun.reply.fail("a request that the provider accepts", oidc.refused[-1])
    return callback


def come_back(api: Api, begun: Begun, callback: str) -> Reply:
    """Opens the callback in the browser that began."""
    return api.get(callback, headers=begun.headers)


def log_in_at_provider(api: Api, oidc: OidcProvider, user: OidcUser) -> Reply:
    """The whole way of a login."""
    oidc.user = user
    begun = begin(api)
    return come_back(api, begun, at_provider(oidc, begun))


def new_person(values: Values) -> OidcUser:
    """Somebody at the provider whom nobody knows here."""
    return OidcUser(sub=values.token(16), email=f"{values.token(12)}@example.com", name=values.name())


def last_request(oidc: OidcProvider, begun: Begun) -> AuthorizationRequest:
    """What the provider was asked last."""
    if not oidc.requests:
        begun.reply.fail("a request that the provider accepts", "none")
    return oidc.requests[-1]


def id_token_refused(api: Api, oidc: OidcProvider, values: Values) -> None:
    """Expects that a login under a lie answers 400, and that the next one without it succeeds."""
    log_in_at_provider(api, oidc, new_person(values)).error(400)
    oidc.lie()
    tokens_of(log_in_at_provider(api, oidc, new_person(values)))


@check(
    "GET /auth/oidc/login redirects to the provider with all that the code flow with PKCE asks for",
    hints=[
        "Where to is said by {OIDC_ISSUER}/.well-known/openid-configuration: authorization_endpoint.",
        "response_type=code, client_id, redirect_uri={BASE_URL}/auth/oidc/callback, scope=openid email.",
        "code_challenge is base64url(SHA-256(code_verifier)) without =, and code_challenge_method is S256.",
    ],
    needs=["confirm"],
)
def test_oidc_redirect(api: Api, oidc: OidcProvider) -> None:
    begun = begin(api)
    at_provider(oidc, begun)
    asked = last_request(oidc, begun)
    if asked.redirect_uri != f"http://localhost:{api.port}{CALLBACK}":
        begun.reply.fail(f"redirect_uri={{BASE_URL}}{CALLBACK}", f"redirect_uri={asked.redirect_uri}")
    if "email" not in asked.scope.split():
        begun.reply.fail("email in the scope, as you need the address", f"scope={asked.scope}")


@check(
    "state, nonce and code_challenge are there, and random in each login",
    hints=[
        "Each is made anew for each login, of at least 128 random bits (22 characters).",
        "They have different jobs: none is made of another, none is a constant.",
    ],
    needs=["oidc-redirect"],
)
def test_oidc_random(api: Api, oidc: OidcProvider) -> None:
    seen: set[str] = set()
    begun = begin(api)
    for _ in range(3):
        begun = begin(api)
        at_provider(oidc, begun)
        asked = last_request(oidc, begun)
        for name, value in (
            ("state", asked.state),
            ("nonce", asked.nonce),
            ("code_challenge", asked.code_challenge),
        ):
            if value is None or len(value) < 22:
                begun.reply.fail(f"a {name} of at least 22 characters", value or f"no {name}")
            if value in seen:
                begun.reply.fail(f"a {name} that was not there before", value)
            seen.add(value)


@check(
    "The login is bound to the browser by a cookie that is HttpOnly and SameSite=Lax",
    hints=[
        "The state has to come back to the browser that was sent: a cookie shows that it is the same one.",
        "HttpOnly: no script needs it. SameSite=Lax: Strict would not come along from the provider.",
    ],
    needs=["oidc-redirect"],
)
def test_oidc_cookie(api: Api) -> None:
    begun = begin(api)
    cookies = set_cookies(begun.reply)
    if not cookies:
        begun.reply.fail("a Set-Cookie", "none")
    for cookie in cookies:
        attributes = [one.strip().lower() for one in cookie.split(";")[1:]]
        for wanted in ("httponly", "samesite=lax"):
            if wanted not in attributes:
                begun.reply.fail(f"a cookie with {wanted}", cookie)


@check(
    "GET /auth/oidc/callback answers 200 with tokens, like a login; the person has an account from then on",
    hints=[
        "Post code, redirect_uri and code_verifier to the token_endpoint, with the client's secret.",
        "email and name are claims of the ID token. Make a session as a login does.",
    ],
    needs=["oidc-redirect", "login-answer", "refresh"],
)
def test_oidc_login(api: Api, oidc: OidcProvider, values: Values) -> None:
    people = [new_person(values) for _ in range(2)]
    for person in people:
        reply = log_in_at_provider(api, oidc, person)
        tokens = tokens_of(reply)
        reply.matches({"token_type": "Bearer"})
        reply.header("Cache-Control", pattern=r"(?i).*no-store.*")
        me = api.get("/me", headers=bearer(tokens.access)).status(200)
        me.matches({"email": person.email, "name": person.name, "role": "user"})
        refresh(api, tokens.refresh).status(200)


@check(
    "A callback without the state of this login is refused with 400",
    hints=[
        "Compare the state that comes back with the one that this browser was sent away with.",
        "Missing is wrong, too: is undefined compared with undefined?",
    ],
    needs=["oidc-login"],
)
def test_oidc_state(api: Api, oidc: OidcProvider, values: Values) -> None:
    for state in (None, "", values.token(32)):
        oidc.user = new_person(values)
        begun = begin(api)
        fields = {
            name: found[0] for name, found in parse_qs(urlsplit(at_provider(oidc, begun)).query).items()
        }
        fields.pop("state", None)
        changed = fields if state is None else {**fields, "state": state}
        come_back(api, begun, f"{CALLBACK}?{urlencode(changed)}").error(400)


@check(
    "A callback in another browser than the one that began is refused with 400",
    hints=[
        "An attacker can begin a login and have you open its end: you would be logged in as them.",
        "That the state is one you once gave is not enough; it has to be this browser's. The cookie tells.",
    ],
    needs=["oidc-state"],
)
def test_oidc_browser(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.user = new_person(values)
    attackers, victims = begin(api), begin(api)
    callback = at_provider(oidc, attackers)
    api.get(callback).error(400)
    come_back(api, victims, callback).error(400)


@check(
    "A login ends once: the same state does not work a second time, not even with a new code",
    hints=[
        "What is good for one login must not be good for two.",
        "Forget state, nonce and code_verifier when the browser comes back, whatever comes of it.",
    ],
    needs=["oidc-state"],
)
def test_oidc_state_once(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.user = new_person(values)
    begun = begin(api)
    first, second = at_provider(oidc, begun), at_provider(oidc, begun)
    tokens_of(come_back(api, begun, first))
    come_back(api, begun, first).error(400)
    come_back(api, begun, second).error(400)


@check(
    "When the provider says no, or does not know the code, the callback answers 400",
    hints=[
        "The user may refuse: then there is error=access_denied in the callback, and no code.",
        "The token endpoint answers 400 to a code that it does not know. That is not a 500 of yours.",
    ],
    needs=["oidc-login"],
)
def test_oidc_denied(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.user = new_person(values)
    oidc.deny = True
    begun = begin(api)
    come_back(api, begun, at_provider(oidc, begun)).error(400)
    oidc.deny = False
    begun = begin(api)
    at_provider(oidc, begun)
    state = last_request(oidc, begun).state or ""
    come_back(api, begun, f"{CALLBACK}?{urlencode({'code': values.token(32), 'state': state})}").error(400)
    api.get(CALLBACK).error(400)


@check(
    "An ID token of another issuer is refused with 400",
    hints=[
        "Who made this token? A signature that fits does not answer that alone.",
        "OIDC Core §3.1.3.7: iss has to be exactly OIDC_ISSUER. Libraries check it if you tell them.",
    ],
    needs=["oidc-login"],
)
def test_id_token_issuer(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(
        issuer=values.choice(["http://localhost:1", f"{oidc.issuer}.example.com", "https://evil.example"])
    )
    id_token_refused(api, oidc, values)


@check(
    "An ID token for another client is refused with 400",
    hints=[
        "aud has to be OIDC_CLIENT_ID: the provider gives tokens to other apps as well.",
        "Such a token is genuine, and its owner may bring it to you to be somebody else.",
    ],
    needs=["oidc-login"],
)
def test_id_token_audience(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(audience=f"app-{values.token()}")
    id_token_refused(api, oidc, values)


@check(
    "An expired ID token is refused with 400",
    hints=[
        "exp is the moment from which on it counts no more.",
        "Libraries look at it unless told not to; a leeway is for seconds, not for hours.",
    ],
    needs=["oidc-login"],
)
def test_id_token_expired(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(expired=True)
    id_token_refused(api, oidc, values)


@check(
    "An ID token that the provider's key has not signed is refused with 400",
    hints=[
        "Verify its signature with the keys at jwks_uri; reading its claims is not enough.",
        "alg none has no signature at all: allow RS256 alone.",
    ],
    needs=["oidc-login"],
)
def test_id_token_signature(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(unknown_key=True)
    id_token_refused(api, oidc, values)


@check(
    "An ID token chooses its algorithm no more than an access token: none and HS256 are refused with 400",
    hints=[
        "Who takes alg from the token's header accepts `none`, which has no signature.",
        "HS256 takes the provider's public key, which everybody knows, for a secret. Pin RS256.",
    ],
    needs=["oidc-login"],
)
def test_id_token_algorithm(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(unsigned=True)
    id_token_refused(api, oidc, values)
    oidc.lie(symmetric=True)
    id_token_refused(api, oidc, values)


@check(
    "An ID token with another nonce, or without one, is refused with 400",
    hints=[
        "The nonce binds the ID token to this login; an old token that was stolen has another one.",
        "Compare it with the one that you sent. A token without a nonce has not got the right one.",
    ],
    needs=["oidc-login"],
)
def test_id_token_nonce(api: Api, oidc: OidcProvider, values: Values) -> None:
    oidc.lie(nonce=values.token(32))
    id_token_refused(api, oidc, values)
    oidc.lie(without_nonce=True)
    id_token_refused(api, oidc, values)


@check(
    "Who comes back with the same subject is the same user, whatever their address is by then",
    hints=[
        "sub is who it is, for ever; the e-mail address is what they have at the moment.",
        "Remember issuer and sub with the user, and look there first.",
    ],
    needs=["oidc-login"],
)
def test_oidc_subject(api: Api, oidc: OidcProvider, values: Values) -> None:
    person, stranger = new_person(values), new_person(values)
    user = read_me(api, tokens_of(log_in_at_provider(api, oidc, person)).access)
    moved = OidcUser(sub=person.sub, email=new_person(values).email, name=person.name)
    again = read_me(api, tokens_of(log_in_at_provider(api, oidc, moved)).access)
    other = read_me(api, tokens_of(log_in_at_provider(api, oidc, stranger)).access)
    if again["id"] != user["id"]:
        api.fail(f"the user {user['id']} again, who has the same sub", f"the user {again['id']}")
    if other["id"] == user["id"]:
        api.fail("another user for another sub", f"the user {other['id']} again")


@check(
    "Who has an account with the same verified address is logged in to it, and keeps the password",
    hints=[
        "Link, don't double: find the account by the address, remember the subject with it.",
        "Providers may write addresses in upper case.",
    ],
    needs=["oidc-login"],
)
def test_oidc_link(api: Api, mail: MailSink, oidc: OidcProvider, values: Values) -> None:
    account = join(api, mail, new_account(values))
    user = read_me(api, login(api, account).access)
    person = OidcUser(sub=values.token(16), email=account.email.title(), name=values.name())
    linked = read_me(api, tokens_of(log_in_at_provider(api, oidc, person)).access)
    if linked["id"] != user["id"]:
        api.fail(f"the user {user['id']}, who has this address", f"the user {linked['id']}")
    login(api, account)


@check(
    "An address that the provider has not verified opens and makes no account: 403",
    hints=[
        "At some providers anybody can type in any address: yours, or the admin's.",
        "email_verified has to be true, both for linking and for a new account.",
    ],
    needs=["oidc-link"],
)
def test_oidc_unverified(api: Api, mail: MailSink, oidc: OidcProvider, values: Values) -> None:
    account = join(api, mail, new_account(values))
    for email in (account.email, ADMIN_EMAIL, new_person(values).email):
        person = OidcUser(sub=values.token(16), email=email, email_verified=False, name=values.name())
        for _ in range(2):
            log_in_at_provider(api, oidc, person).error(403)


@check(
    "An account that came from the provider has no password that would do",
    hints=[
        "Who never chose a password cannot have typed the right one.",
        "Leave the hash empty (NULL) for them, and answer 401 to every password where there is none.",
    ],
    needs=["oidc-login", "login-silent"],
)
def test_oidc_no_password(api: Api, oidc: OidcProvider, values: Values) -> None:
    person = new_person(values)
    tokens_of(log_in_at_provider(api, oidc, person))
    for password in (person.sub, person.email, "undefined!"):
        try_login(api, Account(email=person.email, password=password, name="")).error(401)


@check(
    "When the provider changes its keys, logins go on",
    hints=[
        "Keys are replaced, at any time. A token that names a key you don't have: fetch the keys again.",
        (
            "Libraries wait 30 s between two fetches; OIDC_KEYS_SECONDS is for that. "
            "jose: cooldownDuration of createRemoteJWKSet. PyJWT: cooldown_duration of PyJWKClient."
        ),
    ],
    needs=["oidc-login"],
)
def test_oidc_key_rotation(api: Api, oidc: OidcProvider, values: Values) -> None:
    tokens_of(log_in_at_provider(api, oidc, new_person(values)))
    oidc.rotate_keys()
    time.sleep(KEYS_SECONDS + 0.5)
    for _ in range(2):
        tokens_of(log_in_at_provider(api, oidc, new_person(values)))
