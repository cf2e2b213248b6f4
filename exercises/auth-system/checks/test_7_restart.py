"""What outlives a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import (
    bearer,
    confirm,
    forgot,
    login,
    mail_token,
    new_account,
    new_member,
    new_password,
    refresh,
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
