"""What ends by itself: begun early (see aging) and looked at last, when the time has gone into the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aging
from accounts import (
    ACCESS_SECONDS,
    MAIL_SECONDS,
    REFRESH_SECONDS,
    bearer,
    confirm,
    new_password,
    refresh,
    refused,
    reset,
)

from roadmap_lab.checks import Api, Values, check

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

LONG = 40.0


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
