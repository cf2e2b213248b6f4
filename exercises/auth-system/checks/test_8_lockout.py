"""Lock-out. Nothing that follows logs in: who locks out everybody would fail it all."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from accounts import (
    ATTEMPTS,
    LOCKOUT_SECONDS,
    Account,
    Member,
    bearer,
    login,
    new_account,
    new_member,
    new_password,
    refresh,
    refused,
    try_login,
)

from roadmap_lab.checks import Api, Pod, Reply, Values, check, collide

if TYPE_CHECKING:
    from accounts import Database

    from roadmap_lab.checks.stand_ins.mail import MailSink

AT_ONCE = 12
LONG = 40.0


def wrong_password(account: Account, values: Values) -> Account:
    """The account with a password that is not its own."""
    return Account(email=account.email, password=new_password(values), name="")


def fail_logins(api: Api, values: Values, account: Account, times: int) -> None:
    """Tries that many wrong passwords, none of which may be locked out."""
    for _ in range(times):
        try_login(api, wrong_password(account, values)).status(401)


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
    needs=["login-silent", "me"],
)
def test_lockout(api: Api, mail: MailSink, values: Values) -> None:
    locked_out(api, mail, values)


@check(
    "A lock concerns one address: others from the same network can log in",
    hints=[
        "A whole school shares one IP address.",
        "Count by the address that is attacked, not by where the attempts come from.",
    ],
    needs=["lockout"],
)
def test_lockout_others(api: Api, mail: MailSink, values: Values) -> None:
    other = new_member(api, mail, values).account
    locked_out(api, mail, values)
    login(api, other)


@check(
    "An address without an account is locked alike",
    hints=[
        "If only accounts can be locked, the lock tells which addresses have one.",
        "Count by the address that was typed in, before you look whether it has an account.",
    ],
    needs=["lockout-others"],
)
def test_lockout_unknown(api: Api, values: Values) -> None:
    nobody = new_account(values)
    fail_logins(api, values, nobody, ATTEMPTS)
    expect_locked(try_login(api, nobody))


@check(
    "A login that succeeds begins the count anew",
    hints=[
        "Only failures in a row count.",
        "Forget all of them, not just one, when the right password comes.",
    ],
    needs=["lockout-others"],
)
def test_lockout_in_a_row(api: Api, mail: MailSink, values: Values) -> None:
    account = new_member(api, mail, values).account
    for _ in range(2):
        fail_logins(api, values, account, ATTEMPTS - 1)
        login(api, account)


@check(
    "Nobody gets around the count: neither from another IP address nor by another spelling",
    hints=[
        "Attackers have thousands of addresses, and a header like X-Forwarded-For is theirs to write.",
        "Ada@Example.com is ada@example.com for the count, too.",
    ],
    needs=["lockout-others", "email-case"],
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
    needs=["lockout-others"],
)
def test_lockout_race(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    account = new_member(api, mail, values).account
    guesses = [wrong_password(account, values) for _ in range(AT_ONCE)]
    replies: list[Reply] = collide(
        api, database, *[lambda guess=guess: try_login(api, guess) for guess in guesses]
    )
    looked_at = sum(reply.status(401, 429).code == 401 for reply in replies)
    if looked_at > ATTEMPTS:
        replies[0].fail(f"at most {ATTEMPTS} of {AT_ONCE} answered 401, the rest 429", f"{looked_at} were")


@check(
    "Two web processes are one: tokens, links and failed logins of one count in the other",
    hints=[
        "A server that grows runs as several processes. What one only remembers, the others don't know.",
        "Count failed logins in the database as well.",
    ],
    needs=["restart", "lockout-others"],
    seconds=LONG,
)
def test_second_process(api: Api, mail: MailSink, pod: Pod, values: Values) -> None:
    second = pod.second("web")
    member = new_member(api, mail, values)
    second.get("/me", headers=bearer(member.tokens.access)).status(200)
    refresh(second, member.tokens.refresh).status(200)
    refused(refresh(api, member.tokens.refresh), "the other process has used this token")
    guess = Account(email=member.account.email, password=new_password(values), name="")
    for number in range(ATTEMPTS):
        try_login(second if number % 2 else api, guess).status(401)
    for one in (api, second):
        try_login(one, member.account).error(429)


@check(
    "A lock ends after LOCKOUT_SECONDS, and the count begins anew",
    hints=[
        "From the last failure on it takes LOCKOUT_SECONDS. What is refused meanwhile adds nothing.",
        "When a lock is over, there are LOCKOUT_ATTEMPTS again before the next.",
    ],
    needs=["lockout-others"],
    seconds=LONG,
)
def test_lockout_ends(api: Api, mail: MailSink, values: Values) -> None:
    account = new_member(api, mail, values).account
    wrong = Account(email=account.email, password=new_password(values), name="")
    for _ in range(ATTEMPTS):
        try_login(api, wrong).status(401)
    locked = time.monotonic()
    time.sleep(LOCKOUT_SECONDS / 2)
    try_login(api, account).error(429)
    time.sleep(max(0.0, locked + LOCKOUT_SECONDS + 0.5 - time.monotonic()))
    try_login(api, wrong).error(401)
    login(api, account)
