"""Logins, access tokens, refresh tokens, logout."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import aging
import forgery
from accounts import (
    ACCESS_SECONDS,
    Account,
    Tokens,
    bearer,
    join,
    login,
    mail_token,
    new_account,
    new_member,
    new_password,
    read_me,
    refresh,
    refused,
    register,
    tokens_of,
    try_login,
)

from roadmap_lab.checks import Api, Reply, Values, check, collide
from roadmap_lab.checks.expectation import some_text

if TYPE_CHECKING:
    from accounts import Database, Member

    from roadmap_lab.checks.stand_ins.mail import MailSink

AT_ONCE = 8


def claims_of(api: Api, access: str) -> dict[str, Any]:
    """The claims of an access token, which has to be a signed JWT."""
    parts = forgery.parts_of(access)
    if parts is None:
        api.fail("an access token that is a JSON Web Token: three parts, two of them JSON", access)
    return parts[1]


def works(api: Api, tokens: Tokens) -> None:
    """Expects that a session goes on, as long as it was not refreshed."""
    api.get("/me", headers=bearer(tokens.access)).status(200)
    refresh(api, tokens.refresh).status(200)


@check(
    "A login answers 200 with access_token, token_type, expires_in and refresh_token, kept from caches",
    hints=[
        "token_type is Bearer, expires_in is ACCESS_TOKEN_SECONDS as a number.",
        "What holds tokens must not be kept by anybody in between: Cache-Control: no-store (RFC 6749 §5.1).",
    ],
    needs=["confirm"],
)
def test_login_answer(api: Api, mail: MailSink, values: Values) -> None:
    aging.begin(api, mail, values)
    reply = try_login(api, join(api, mail, new_account(values))).status(200)
    reply.matches(
        {
            "access_token": some_text,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "refresh_token": some_text,
        }
    )
    reply.header("Cache-Control", pattern=r"(?i).*no-store.*")


@check(
    "A failed login is answered alike for a wrong password, an unknown address and an unconfirmed one",
    hints=[
        "Whoever tries addresses must not learn which have an account.",
        "401 with one message for all three. Not 404, not 403, not a message of its own.",
    ],
    needs=["login-answer", "unconfirmed"],
)
def test_login_silent(api: Api, mail: MailSink, values: Values) -> None:
    known, unconfirmed = join(api, mail, new_account(values)), new_account(values)
    register(api, unconfirmed)
    wrong = try_login(api, Account(email=known.email, password=new_password(values), name=""))
    wrong.error(401)
    for account in (new_account(values), unconfirmed):
        reply = try_login(api, account)
        reply.error(401)
        if reply.json() != wrong.json():
            reply.fail(f"the same answer as for a wrong password: {wrong.text}", reply.summary())
    login(api, known)


@check(
    "A login needs the whole password as it was registered",
    hints=[
        "Compare all of it, case and blanks too: what differs anywhere is wrong.",
        "bcrypt looks at the first 72 bytes alone; don't cut anything off yourself.",
    ],
    needs=["login-answer", "register-password"],
)
def test_login_exact(api: Api, mail: MailSink, values: Values) -> None:
    account = Account(email=new_account(values).email, password=f"Ab {values.token(67)}x ", name="Ada")
    join(api, mail, account)
    password = account.password
    for wrong in (f"{password[:-1]}y", password.lower(), password.strip()):
        try_login(api, Account(email=account.email, password=wrong, name="")).error(401)
    login(api, account)


@check(
    "A login without e-mail or password answers 400, a short password 401",
    hints=[
        "The rule for new passwords is not one for logins: a short password is just a wrong one.",
        "Types are not converted here either.",
    ],
    needs=["login-silent"],
)
def test_login_required(api: Api, values: Values) -> None:
    account = new_account(values)
    api.post("/auth/login", json={}).error(400, fields=("email", "password"))
    api.post("/auth/login", json={**account.credentials, "password": 1234567890}).error(400)
    api.post("/auth/login", json={**account.credentials, "password": None}).error(400)
    api.post("/auth/login", json={**account.credentials, "password": "short"}).error(401)


@check(
    "The access token is a JWT: sub is the user's id as a string, exp is ACCESS_TOKEN_SECONDS after iat",
    hints=[
        "Registered claims have registered meanings (RFC 7519 §4.1): sub, iat and exp.",
        "iat and exp are whole seconds since 1970, not milliseconds. sub is a string, even for a number.",
        "Nothing secret goes in there: anybody can read a JWT.",
    ],
    needs=["me", "login-answer"],
)
def test_access_claims(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    claims = claims_of(api, member.tokens.access)
    if claims.get("sub") != str(member.id):
        api.fail(f'"sub": "{member.id}"', f"the claims {claims}")
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or abs(issued - time.time()) > 60:
        api.fail("iat: now, in seconds since 1970", f"the claims {claims}")
    if expires != issued + ACCESS_SECONDS:
        api.fail(f"exp: {ACCESS_SECONDS} s after iat", f"the claims {claims}")


@check(
    "Without a valid token a protected route answers 401, with WWW-Authenticate: Bearer",
    hints=[
        "401 for a missing header as for one that makes no sense; never 403, never 500.",
        "RFC 6750 §3: the answer says how to authenticate, in WWW-Authenticate.",
    ],
    needs=["me"],
)
def test_token_required(api: Api, values: Values) -> None:
    word = values.token(40)
    for value in (None, "", "Bearer", "Bearer ", f"Bearer {word}", f"Bearer {word}.{word}.{word}", word):
        reply = api.get("/me", headers={} if value is None else {"Authorization": value})
        reply.error(401)
        reply.header("WWW-Authenticate", pattern=r"(?i)bearer\b.*")
    api.get("/me", headers={"Authorization": f"Basic {word}"}).error(401)


@check(
    "An access token that was changed, or whose signature does not fit, is refused",
    hints=[
        "Verify the token; decoding alone believes everything that is written in it.",
        "Libraries have both: `verify`, and `decode` that checks nothing.",
    ],
    needs=["access-claims", "token-required"],
)
def test_access_tampered(api: Api, mail: MailSink, values: Values) -> None:
    member, victim = new_member(api, mail, values), new_member(api, mail, values)
    token = member.tokens.access
    claims = claims_of(api, token)
    why = "the signature does not fit"
    for changed in (
        forgery.with_claims(token, {**claims, "sub": str(victim.id)}),
        forgery.with_claims(token, {**claims, "exp": claims["exp"] + 3600}),
        forgery.with_claims(victim.tokens.access, claims),
        forgery.with_other_signature(token),
        token.rpartition(".")[0] + ".",
    ):
        refused(api.get("/me", headers=bearer(changed)), why)
    read_me(api, token)


@check(
    "An access token with alg none is refused, however it is spelt",
    hints=[
        "The header of a token is written by whoever made it. It must not choose how it is verified.",
        "Tell the library the one algorithm that you use: algorithms: ['HS256'].",
    ],
    needs=["access-claims", "token-required"],
)
def test_access_unsigned(api: Api, mail: MailSink, values: Values) -> None:
    claims = claims_of(api, new_member(api, mail, values).tokens.access)
    for algorithm in ("none", "None", "NONE", "nOnE"):
        token = forgery.unsigned(claims, algorithm)
        refused(api.get("/me", headers=bearer(token)), f"alg {algorithm}, no signature")
        refused(api.get("/me", headers=bearer(f"{token}{values.token(43)}")), f"alg {algorithm}")


@check(
    "An access token signed with a key that the attacker knows is refused",
    hints=[
        "The key is JWT_SECRET from the environment, never a word in your source, never empty.",
        "A key that the token itself brings along (jwk, jku, kid in its header) is the attacker's key.",
    ],
    needs=["access-claims", "token-required"],
)
def test_access_foreign_key(api: Api, mail: MailSink, values: Values) -> None:
    claims = claims_of(api, new_member(api, mail, values).tokens.access)
    for secret in ("", "secret", "changeme", "your-256-bit-secret", "JWT_SECRET", "undefined", "None"):
        token = forgery.by_hmac(claims, secret.encode(), {})
        refused(api.get("/me", headers=bearer(token)), f'signed with "{secret}"')
    for kid in ("/dev/null", "../../../dev/null"):
        token = forgery.by_hmac(claims, b"", {"kid": kid})
        refused(api.get("/me", headers=bearer(token)), f'signed with the empty key of "{kid}"')
    token = forgery.with_own_key(claims)
    refused(api.get("/me", headers=bearer(token)), "signed with a key that its own header brings along")


@check(
    "Every token is good for its own purpose alone",
    hints=[
        "What was mailed to confirm an address is no access token, even if the same key signed it.",
        "A refresh token is sent to /auth/refresh alone; an access token is not accepted there.",
        "Give each kind a claim of its own and check it, or make all but access tokens random text.",
    ],
    needs=["access-claims", "token-required"],
)
def test_token_kinds(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    account = new_account(values)
    register(api, account)
    mailed = mail_token(mail, account.email, "confirm")
    api.post("/auth/forgot", json={"email": member.account.email}).status(202)
    reset = mail_token(mail, member.account.email, "reset", count=2)
    for kind, token in (("refresh", member.tokens.refresh), ("confirm", mailed), ("reset", reset)):
        refused(api.get("/me", headers=bearer(token)), f"a {kind} token is no access token")
    refused(refresh(api, member.tokens.access), "an access token is no refresh token")
    for token in (reset, member.tokens.access, member.tokens.refresh):
        api.post("/auth/confirm", json={"token": token}).error(400)
    for token in (mailed, member.tokens.access, member.tokens.refresh):
        api.post("/auth/reset", json={"token": token, "password": new_password(values)}).error(400)


@check(
    "POST /auth/refresh answers 200 with new tokens for the same user",
    hints=[
        "The answer is like that of a login. The user is whoever the refresh token was given to.",
        "Both tokens are new; the new refresh token works in its turn.",
    ],
    needs=["me", "login-answer"],
)
def test_refresh(api: Api, mail: MailSink, values: Values) -> None:
    members = [new_member(api, mail, values) for _ in range(3)]
    for member in members:
        token = member.tokens.refresh
        for _ in range(2):
            reply = refresh(api, token).status(200)
            reply.matches({"token_type": "Bearer", "expires_in": ACCESS_SECONDS})
            tokens = tokens_of(reply)
            api.get("/me", headers=bearer(tokens.access)).status(200).matches({"id": member.id})
            if tokens.refresh == token:
                reply.fail("another refresh token than the one that was sent", "the same one")
            token = tokens.refresh


@check(
    "An unknown refresh token answers 401, none at all 400",
    hints=[
        "A token that nobody gave out is 401; a request that has none is not even a valid request.",
        "Look the token up (or verify it) before anything else is done with it.",
    ],
    needs=["refresh"],
)
def test_refresh_unknown(api: Api, values: Values) -> None:
    for token in (values.token(43), "a.b.c", "%00", "'"):
        refresh(api, token).error(401)
    api.post("/auth/refresh", json={}).error(400, fields=("refresh_token",))
    api.post("/auth/refresh", json={"refresh_token": 7}).error(400)


def used_twice(api: Api, member: Member) -> Tokens:
    """Uses a refresh token twice; gives what came the first time."""
    tokens = tokens_of(refresh(api, member.tokens.refresh))
    refused(refresh(api, member.tokens.refresh), "this refresh token was used before")
    return tokens


@check(
    "A refresh token works once",
    hints=[
        "With each refresh a token is used up; note that it was.",
        "A refresh token that is a JWT has to be remembered as well, or it works until it expires.",
    ],
    needs=["refresh"],
)
def test_refresh_once(api: Api, mail: MailSink, values: Values) -> None:
    used_twice(api, new_member(api, mail, values))


@check(
    "When a used refresh token comes again, the whole session ends",
    hints=[
        "Two have the same token: one of them stole it, and you can't know which.",
        "End the session: its newest refresh token and its access tokens count no more.",
        "So a used token has to be kept, with its session, and not just deleted.",
    ],
    needs=["refresh-once"],
)
def test_refresh_reuse(api: Api, mail: MailSink, values: Values) -> None:
    newest = used_twice(api, new_member(api, mail, values))
    refused(refresh(api, newest.refresh), "a token of this session was used twice, so the session is over")
    refused(api.get("/me", headers=bearer(newest.access)), "a token of this session was used twice")


@check(
    "A reused refresh token ends its own session alone",
    hints=[
        "The same user's other logins, and other users', go on.",
        "Each login begins a session of its own. End that one, by its id, not by the user.",
    ],
    needs=["refresh-once"],
)
def test_refresh_reuse_others(api: Api, mail: MailSink, values: Values) -> None:
    member, other = new_member(api, mail, values), new_member(api, mail, values)
    second = login(api, member.account)
    used_twice(api, member)
    works(api, second)
    works(api, other.tokens)


@check(
    "Of several refreshes with one token at the same moment exactly one succeeds, and the session then ends",
    hints=[
        "Between reading that a token is unused and writing that it is used, another request reads it too.",
        "One statement does both: UPDATE ... SET used_at = now() WHERE token = ... AND used_at IS NULL.",
        "The losers have brought a used token: what they did is a reuse like any other.",
    ],
    needs=["refresh-reuse"],
)
def test_refresh_race(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    member = new_member(api, mail, values)
    replies: list[Reply] = collide(
        api, database, *[lambda token=member.tokens.refresh: refresh(api, token)] * AT_ONCE
    )
    won = [reply for reply in replies if reply.status(200, 401).code == 200]
    if len(won) != 1:
        replies[0].fail(f"exactly one of {AT_ONCE} refreshes to succeed", f"{len(won)} did")
    refused(refresh(api, tokens_of(won[0]).refresh), "its predecessor was used twice")


@check(
    "POST /auth/logout answers 204 and ends the session at once, access token and all",
    hints=[
        "After a logout neither the refresh token nor the access token of this session counts.",
        "A signature alone can't say that: look whether the session is still there, with each request.",
    ],
    needs=["refresh", "token-required"],
)
def test_logout(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    api.post("/auth/logout").error(401)
    api.post("/auth/logout", headers=bearer(member.tokens.access)).status(204).no_body()
    refused(refresh(api, member.tokens.refresh), "this session was logged out")
    refused(api.get("/me", headers=bearer(member.tokens.access)), "this session was logged out")


@check(
    "A logout ends one session; other logins of the same user go on",
    hints=[
        "Who logs out on the phone is still logged in on the laptop.",
        "The access token knows its session. End that one, not all that the user has.",
    ],
    needs=["logout"],
)
def test_logout_others(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    second = login(api, member.account)
    api.post("/auth/logout", headers=bearer(member.tokens.access)).status(204)
    works(api, second)
