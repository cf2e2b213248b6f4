"""What the checks of this exercise share: accounts, logins, and what comes by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qs, urlsplit

from roadmap_lab.checks import CheckFailed
from roadmap_lab.checks.expectation import a_positive_whole_number, a_string, some_text
from roadmap_lab.checks.failure import Evidence

if TYPE_CHECKING:
    from psycopg import Connection

    from roadmap_lab.checks import Api, Reply, Values
    from roadmap_lab.checks.stand_ins.mail import MailSink

    Database = Connection[dict[str, Any]]

# The values of exercise.yaml.
ADMIN_EMAIL = "admin@example.com"
ACCESS_SECONDS = 10
REFRESH_SECONDS = 12
MAIL_SECONDS = 12
ATTEMPTS = 4
LOCKOUT_SECONDS = 2
KEYS_SECONDS = 1

USER = {"id": a_positive_whole_number, "email": a_string, "name": a_string, "role": a_string}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What somebody registers with."""

    email: str
    password: str
    name: str

    @property
    def registration(self) -> dict[str, str]:
        return {"email": self.email, "password": self.password, "name": self.name}

    @property
    def credentials(self) -> dict[str, str]:
        return {"email": self.email, "password": self.password}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One session's."""

    access: str
    refresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with a confirmed account who is logged in."""

    account: Account
    tokens: Tokens
    id: int


def new_account(values: Values) -> Account:
    """An account that nobody else has."""
    return Account(email=f"{values.token(12)}@example.com", password=new_password(values), name=values.name())


def new_password(values: Values) -> str:
    """A password that nobody else has."""
    return f"{values.words(2)} {values.token(12)}"


def no(expected: str, actual: str) -> NoReturn:
    """Fails a check for something that no single answer shows."""
    raise CheckFailed(Evidence(request="", expected=expected, actual=actual))


def bearer(token: str) -> dict[str, str]:
    """The header that a token is sent in."""
    return {"Authorization": f"Bearer {token}"}


def register(api: Api, account: Account) -> Reply:
    """Registers, and expects what every registration is answered with."""
    return api.post("/auth/register", json=account.registration).status(202)


def mail_token(mail: MailSink, email: str, page: str, count: int = 1) -> str:
    """The token in the link to a page, in the mail that came last when there are `count` of them."""
    message = mail.wait_for(email, count=count)[-1]
    token = token_in(message.links, page)
    if token is None:
        no(f"a link {{BASE_URL}}/{page}?token=... in the mail to {email}", _links(message.links))
    return token


def token_in(links: tuple[str, ...], page: str) -> str | None:
    """The token of the first link to a page."""
    for link in links:
        parts = urlsplit(link)
        found = parse_qs(parts.query).get("token")
        if parts.path == f"/{page}" and found:
            return found[0]
    return None


def _links(links: tuple[str, ...]) -> str:
    return f"these links: {', '.join(links)}" if links else "no link"


def confirm(api: Api, token: str) -> Reply:
    """Sends the token of a confirmation mail."""
    return api.post("/auth/confirm", json={"token": token})


def join(api: Api, mail: MailSink, account: Account) -> Account:
    """Registers and confirms."""
    register(api, account)
    confirm(api, mail_token(mail, account.email, "confirm")).status(204)
    return account


def tokens_of(reply: Reply) -> Tokens:
    """The tokens in an answer that has to hold some."""
    body = reply.status(200).matches({"access_token": some_text, "refresh_token": some_text})
    return Tokens(access=body["access_token"], refresh=body["refresh_token"])


def try_login(api: Api, account: Account, **headers: str) -> Reply:
    """Tries to log in."""
    return api.post("/auth/login", json=account.credentials, headers=headers)


def login(api: Api, account: Account) -> Tokens:
    """Logs in."""
    return tokens_of(try_login(api, account))


def read_me(api: Api, access: str) -> dict[str, Any]:
    """Reads who an access token is for."""
    found: dict[str, Any] = api.get("/me", headers=bearer(access)).status(200).matches(USER)
    return found


def new_member(api: Api, mail: MailSink, values: Values) -> Member:
    """Registers, confirms and logs in."""
    return as_member(api, join(api, mail, new_account(values)))


def as_member(api: Api, account: Account) -> Member:
    """Logs in with a confirmed account."""
    tokens = login(api, account)
    return Member(account=account, tokens=tokens, id=read_me(api, tokens.access)["id"])


def refresh(api: Api, token: str) -> Reply:
    """Sends a refresh token."""
    return api.post("/auth/refresh", json={"refresh_token": token})


def forgot(api: Api, mail: MailSink, account: Account, count: int = 2) -> str:
    """Asks for a new password; gives the token that was mailed, after `count` mails in all."""
    api.post("/auth/forgot", json={"email": account.email}).status(202)
    return mail_token(mail, account.email, "reset", count=count)


def reset(api: Api, token: str, password: str) -> Reply:
    """Sets a new password."""
    return api.post("/auth/reset", json={"token": token, "password": password})


def refused(reply: Reply, because: str) -> None:
    """Expects 401 where a token must not be accepted, and says why."""
    if reply.code != 401:
        reply.fail(f"status 401 Unauthorized: {because}", reply.summary())


_admins: dict[int, Account] = {}


def admin(api: Api, mail: MailSink, values: Values) -> Member:
    """The one whose address is ADMIN_EMAIL, logged in; registers them where no earlier check has."""
    account = _admins.get(api.port)
    if account is None:
        account = Account(email=ADMIN_EMAIL, password=new_password(values), name="Grace Hopper")
        known = len(mail.messages(ADMIN_EMAIL))
        register(api, account)
        confirm(api, mail_token(mail, ADMIN_EMAIL, "confirm", count=known + 1)).status(204)
        _admins[api.port] = account
    return as_member(api, account)


def set_role(api: Api, by: Member, of: Member, role: str) -> Reply:
    """Has one member give another a role."""
    return api.put(f"/users/{of.id}/role", json={"role": role}, headers=bearer(by.tokens.access))
