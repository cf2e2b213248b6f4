"""What outlives a restart, and what ends by itself. The waits of all these checks are one wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aging
from accounts import (
    ACCESS_SECONDS,
    MAIL_SECONDS,
    REFRESH_SECONDS,
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
    hints=[
        "A session that nobody uses has to end some day.",
        "Keep with each refresh token until when it counts, and look at it with each refresh.",
    ],
    needs=["refresh"],
    seconds=LONG,
)
def test_refresh_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("refresh", REFRESH_SECONDS, api, mail, values)
    refused(refresh(api, token), f"it is older than {REFRESH_SECONDS} s")


@check(
    "A confirmation link expires after MAIL_TOKEN_SECONDS",
    hints=[
        "Mails stay in mailboxes for years.",
        "Keep until when the token counts; one that has expired is answered like one that never was: 400.",
    ],
    needs=["confirm-once"],
    seconds=LONG,
)
def test_confirm_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("confirm", MAIL_SECONDS, api, mail, values)
    confirm(api, token).error(400)


@check(
    "A reset link expires after MAIL_TOKEN_SECONDS",
    hints=[
        "A mailbox that is broken into next year must not open the account.",
        "Keep until when the token counts, and ask for it in the statement that finds it: 400 if it is over.",
    ],
    needs=["reset"],
    seconds=LONG,
)
def test_reset_expired(api: Api, mail: MailSink, values: Values) -> None:
    token = aging.old("reset", MAIL_SECONDS, api, mail, values)
    reset(api, token, new_password(values)).error(400)
