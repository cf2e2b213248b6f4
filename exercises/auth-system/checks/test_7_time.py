"""What ends by itself, and what outlives a restart. The waits of all these checks are one wait."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import aging
from accounts import (
    ACCESS_SECONDS,
    ATTEMPTS,
    LOCKOUT_SECONDS,
    MAIL_SECONDS,
    REFRESH_SECONDS,
    Account,
    bearer,
    confirm,
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

from roadmap_lab.checks import Api, Pod, Values, check

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

LONG = 40.0


@check(
    "Accounts, sessions and mailed links outlive a crash of the web process",
    hints=[
        "What is kept in the process is gone with it. Keep everything in the database.",
        "Keys are in the environment; one that is made at start is another one after each.",
        "Tables are made once. Does your start drop or empty them?",
    ],
    needs=["refresh", "reset"],
    seconds=LONG,
)
def test_restart(api: Api, mail: MailSink, pod: Pod, values: Values) -> None:
    member, waiting = new_member(api, mail, values), new_account(values)
    register(api, waiting)
    confirmation = mail_token(mail, waiting.email, "confirm")
    link = forgot(api, mail, member.account)
    fresh = login(api, member.account)
    pod.kill("web")
    pod.start("web")
    api.get("/me", headers=bearer(fresh.access)).status(200).matches({"id": member.id})
    refresh(api, fresh.refresh).status(200)
    confirm(api, confirmation).status(204)
    login(api, waiting)
    reset(api, link, new_password(values)).status(204)


@check(
    "Two web processes are one: tokens, links and failed logins of one count in the other",
    hints=[
        "A server that grows runs as several processes. What one only remembers, the others don't know.",
        "Count failed logins in the database as well.",
    ],
    needs=["restart", "lockout"],
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
    needs=["lockout"],
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


@check(
    "An access token expires after ACCESS_TOKEN_SECONDS",
    hints=[
        "exp has to be in the token, and it has to be checked, without hours of leeway.",
        "Is it in seconds? A time in milliseconds expires in fifty thousand years.",
    ],
    needs=["access-claims"],
    seconds=LONG,
)
def test_access_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("access", ACCESS_SECONDS, api, mail, values)
    refused(api.get("/me", headers=bearer(token)), f"it is older than {ACCESS_SECONDS} s")


@check(
    "A refresh token expires after REFRESH_TOKEN_SECONDS",
    hints=["Keep until when it counts, and look at it with each refresh."],
    needs=["refresh"],
    seconds=LONG,
)
def test_refresh_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("refresh", REFRESH_SECONDS, api, mail, values)
    refused(refresh(api, token), f"it is older than {REFRESH_SECONDS} s")


@check(
    "A confirmation link expires after MAIL_TOKEN_SECONDS",
    hints=["Keep until when it counts; one that has expired is answered like one that never was: 400."],
    needs=["confirm-once"],
    seconds=LONG,
)
def test_confirm_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("confirm", MAIL_SECONDS, api, mail, values)
    confirm(api, token).error(400)


@check(
    "A reset link expires after MAIL_TOKEN_SECONDS",
    hints=["A mailbox that is broken into next year must not open the account: 400."],
    needs=["reset"],
    seconds=LONG,
)
def test_reset_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("reset", MAIL_SECONDS, api, mail, values)
    reset(api, token, new_password(values)).error(400)
