"""Forgotten passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import (
    Account,
    bearer,
    forgot,
    login,
    mail_token,
    new_account,
    new_member,
    new_password,
    refresh,
    refused,
    register,
    reset,
    try_login,
)

from roadmap_lab.checks import Api, Reply, Values, check, collide
from roadmap_lab.checks.expectation import some_text

if TYPE_CHECKING:
    from accounts import Database

    from roadmap_lab.checks.stand_ins.mail import MailSink


def with_password(account: Account, password: str) -> Account:
    """The account with another password."""
    return Account(email=account.email, password=password, name=account.name)


@check(
    "POST /auth/forgot answers 202, the same for known and unknown addresses; only known ones get a mail",
    hints=[
        "The answer says: if there is an account, it has got a mail. No more.",
        "An address that is registered but not confirmed has no account yet.",
    ],
    needs=["login-answer", "me"],
)
def test_forgot(api: Api, mail: MailSink, values: Values) -> None:
    known, unknown, waiting = new_member(api, mail, values).account, new_account(values), new_account(values)
    register(api, waiting)
    mail_token(mail, waiting.email, "confirm")
    silent = [api.post("/auth/forgot", json={"email": one.email}).status(202) for one in (unknown, waiting)]
    reply = api.post("/auth/forgot", json={"email": known.email}).status(202)
    reply.matches({"message": some_text})
    for other in silent:
        if other.json() != reply.json():
            other.fail(f"the same answer as for a known address: {reply.text}", other.summary())
    mail_token(mail, known.email, "reset", count=2)
    mail.none_for(unknown.email, seconds=0.2)
    if len(mail.messages(waiting.email)) > 1:
        api.fail("no mail to an address without an account", mail.messages(waiting.email)[-1].text)
    api.post("/auth/forgot", json={"email": "nobody"}).error(400, fields=("email",))


@check(
    "POST /auth/reset with the mailed token answers 204 and sets the new password",
    hints=[
        "The mail's link leads to {BASE_URL}/reset?token=...; what comes to you is the token.",
        "From then on the new password logs in, and the old one does not.",
    ],
    needs=["forgot"],
)
def test_reset(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    password = new_password(values)
    reset(api, forgot(api, mail, member.account), password).status(204).no_body()
    try_login(api, member.account).error(401)
    login(api, with_password(member.account, password))


@check(
    "The new password follows the rules too, and a refused one does not use up the link",
    hints=[
        "Check the input first; take the token away only when the rest is right.",
        "It is the rule of the registration: 10 to 72 characters.",
    ],
    needs=["reset"],
)
def test_reset_rules(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    token = forgot(api, mail, member.account)
    for password in ("short", values.token(73), ""):
        reset(api, token, password).error(400, fields=("password",))
    reset(api, token, new_password(values)).status(204)


@check(
    "A reset token works once",
    hints=[
        "Mails stay in mailboxes for years. A link that was used is worth nothing any more.",
        "Take it away in the same statement that finds it.",
        "Other links that were mailed before are void as well when the password is new.",
    ],
    needs=["reset"],
)
def test_reset_once(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    first = forgot(api, mail, member.account)
    token = forgot(api, mail, member.account, count=3)
    password = new_password(values)
    reset(api, values.token(43), password).error(400)
    reset(api, token, password).status(204)
    for used in (token, first):
        reset(api, used, new_password(values)).error(400)
    login(api, with_password(member.account, password))


@check(
    "Of several resets with one token at the same moment exactly one succeeds",
    hints=[
        "To look whether the token is there and to take it away are two steps; another request fits between.",
        "DELETE ... WHERE token = ... RETURNING does both in one.",
    ],
    needs=["reset-once"],
)
def test_reset_race(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    member = new_member(api, mail, values)
    token = forgot(api, mail, member.account)
    passwords = [new_password(values) for _ in range(6)]
    replies: list[Reply] = collide(
        api, database, *[lambda password=password: reset(api, token, password) for password in passwords]
    )
    won = [
        password
        for password, reply in zip(passwords, replies, strict=True)
        if reply.status(204, 400).code == 204
    ]
    if len(won) != 1:
        replies[0].fail("exactly one of 6 resets to succeed", f"{len(won)} did")
    login(api, with_password(member.account, won[0]))


@check(
    "A reset changes the password of the one whom the token was mailed to, and nobody else's",
    hints=[
        "Who it is for is known by the token.",
        "What else the body names (email, id) was written by the client: don't read it.",
    ],
    needs=["reset"],
)
def test_reset_own(api: Api, mail: MailSink, values: Values) -> None:
    member, victim = new_member(api, mail, values), new_member(api, mail, values)
    token = forgot(api, mail, member.account)
    body = {"token": token, "password": new_password(values), "email": victim.account.email}
    api.post("/auth/reset", json={**body, "user_id": victim.id, "id": victim.id}).status(204, 400)
    login(api, victim.account)


@check(
    "A reset ends all sessions of the user",
    hints=[
        "Who resets a password often does it because somebody else has it. That one is to be out.",
        "All refresh tokens and access tokens that the user had count no more.",
    ],
    needs=["reset", "logout"],
)
def test_reset_ends_sessions(api: Api, mail: MailSink, values: Values) -> None:
    member, other = new_member(api, mail, values), new_member(api, mail, values)
    second = login(api, member.account)
    reset(api, forgot(api, mail, member.account), new_password(values)).status(204)
    why = "the password was reset after this session had begun"
    for tokens in (member.tokens, second):
        refused(api.get("/me", headers=bearer(tokens.access)), why)
        refused(refresh(api, tokens.refresh), why)
    api.get("/me", headers=bearer(other.tokens.access)).status(200)
