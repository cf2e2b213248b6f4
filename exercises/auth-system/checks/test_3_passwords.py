"""Forgotten passwords, and lock-out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import (
    ATTEMPTS,
    LOCKOUT_SECONDS,
    Account,
    Member,
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

from roadmap_lab.checks import Api, Reply, Values, check
from roadmap_lab.checks.expectation import some_text

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

AT_ONCE = 12


def with_password(account: Account, password: str) -> Account:
    """The account with another password."""
    return Account(email=account.email, password=password, name=account.name)


def fail_logins(api: Api, values: Values, account: Account, times: int) -> None:
    """Tries that many wrong passwords, none of which may be locked out."""
    for _ in range(times):
        try_login(api, with_password(account, new_password(values))).status(401)


@check(
    "POST /auth/forgot answers 202, the same for known and unknown addresses; only known ones get a mail",
    hints=[
        "The answer says: if there is an account, it has got a mail. No more.",
        "An address that is registered but not confirmed has no account yet.",
    ],
    needs=["login-answer"],
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
def test_reset_race(api: Api, mail: MailSink, values: Values) -> None:
    member = new_member(api, mail, values)
    token = forgot(api, mail, member.account)
    passwords = [new_password(values) for _ in range(6)]
    replies: list[Reply] = api.together(
        *[lambda password=password: reset(api, token, password) for password in passwords]
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
        "Who it is for is known by the token. What else the body names (email, id) was written by the client."
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


# Lock-out -----------------------------------------------------------------------------------------


def expect_locked(reply: Reply) -> None:
    """Expects the answer to who is locked out."""
    reply.error(429)
    seconds = reply.header("Retry-After", pattern=r"\d+")
    if not 1 <= int(seconds) <= LOCKOUT_SECONDS:
        reply.fail(f"Retry-After: from 1 to {LOCKOUT_SECONDS} seconds", f"Retry-After: {seconds}")


def locked_out(api: Api, mail: MailSink, values: Values) -> Member:
    """A member whose account has just been locked."""
    member = new_member(api, mail, values)
    fail_logins(api, values, member.account, ATTEMPTS)
    expect_locked(try_login(api, member.account))
    return member


@check(
    "After LOCKOUT_ATTEMPTS failed logins even the right password is answered 429, with Retry-After",
    hints=[
        "Count failed logins for each address.",
        "When they have reached LOCKOUT_ATTEMPTS, refuse before you look at the password.",
        "Retry-After: the seconds that are left, rounded up.",
    ],
    needs=["login-silent"],
)
def test_lockout(api: Api, mail: MailSink, values: Values) -> None:
    locked_out(api, mail, values)


@check(
    "An address without an account is locked alike",
    hints=["If only accounts can be locked, the lock tells which addresses have one. Count by address."],
    needs=["lockout"],
)
def test_lockout_unknown(api: Api, values: Values) -> None:
    nobody = new_account(values)
    fail_logins(api, values, nobody, ATTEMPTS)
    expect_locked(try_login(api, nobody))


@check(
    "A login that succeeds begins the count anew",
    hints=["Only failures in a row count. Forget them when the right password comes."],
    needs=["lockout"],
)
def test_lockout_in_a_row(api: Api, mail: MailSink, values: Values) -> None:
    account = new_member(api, mail, values).account
    for _ in range(2):
        fail_logins(api, values, account, ATTEMPTS - 1)
        login(api, account)


@check(
    "A lock concerns one address: others from the same network can log in",
    hints=["A whole school shares one IP address. Count by the account that is attacked."],
    needs=["lockout"],
)
def test_lockout_others(api: Api, mail: MailSink, values: Values) -> None:
    other = new_member(api, mail, values).account
    locked_out(api, mail, values)
    login(api, other)


@check(
    "Nobody gets around the count: neither from another IP address nor by another spelling",
    hints=[
        "Attackers have thousands of addresses, and a header like X-Forwarded-For is theirs to write.",
        "Ada@Example.com is ada@example.com for the count, too.",
    ],
    needs=["lockout", "email-case"],
)
def test_lockout_no_way_around(api: Api, mail: MailSink, values: Values) -> None:
    account = new_member(api, mail, values).account
    for number in range(ATTEMPTS):
        spelling = account.email.title() if number % 2 else account.email
        guess = Account(email=spelling, password=new_password(values), name="")
        address = f"203.0.113.{number}"
        try_login(api, guess, **{"X-Forwarded-For": address, "X-Real-IP": address}).status(401)
    expect_locked(try_login(api, account, **{"X-Forwarded-For": "203.0.113.99"}))


@check(
    f"Of {AT_ONCE} wrong passwords at the same moment at most LOCKOUT_ATTEMPTS are looked at",
    hints=[
        "While one password is being compared, which takes long, all the others come in.",
        "Count an attempt before the comparison, in one statement, and forget it when it was right.",
    ],
    needs=["lockout"],
)
def test_lockout_race(api: Api, mail: MailSink, values: Values) -> None:
    account = new_member(api, mail, values).account
    guesses = [with_password(account, new_password(values)) for _ in range(AT_ONCE)]
    replies = api.together(*[lambda guess=guess: try_login(api, guess) for guess in guesses])
    looked_at = sum(reply.status(401, 429).code == 401 for reply in replies)
    if looked_at > ATTEMPTS:
        replies[0].fail(f"at most {ATTEMPTS} of {AT_ONCE} answered 401, the rest 429", f"{looked_at} were")
