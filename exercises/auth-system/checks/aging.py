"""Things that have to expire. All are made at once, early, so that one wait is enough for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from accounts import forgot, join, login, mail_token, new_account, register

from roadmap_lab.checks import CheckFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.checks import Api, Values
    from roadmap_lab.checks.stand_ins.mail import MailSink

_LEEWAY = 1.5  # seconds: clocks are read in whole seconds
_made: dict[str, tuple[float, str | CheckFailed]] = {}


def begin(api: Api, mail: MailSink, values: Values) -> None:
    """Makes what shall be old later, once in a grade. What cannot be made fails the check that wants it."""
    if _made:
        return
    _keep("access", lambda: login(api, join(api, mail, new_account(values))).access)
    _keep("refresh", lambda: login(api, join(api, mail, new_account(values))).refresh)
    _keep("confirm", lambda: _unconfirmed(api, mail, values))
    _keep("reset", lambda: forgot(api, mail, join(api, mail, new_account(values))))


def old(name: str, seconds: float, api: Api, mail: MailSink, values: Values) -> str:
    """The token of that name when it is certainly older than that."""
    begin(api, mail, values)
    made, token = _made[name]
    if isinstance(token, CheckFailed):
        raise token
    time.sleep(max(0.0, made + seconds + _LEEWAY - time.monotonic()))
    return token


def _unconfirmed(api: Api, mail: MailSink, values: Values) -> str:
    account = new_account(values)
    register(api, account)
    return mail_token(mail, account.email, "confirm")


def _keep(name: str, make: Callable[[], str]) -> None:
    try:
        made: str | CheckFailed = make()
    except CheckFailed as error:
        made = error
    _made[name] = (time.monotonic(), made)
