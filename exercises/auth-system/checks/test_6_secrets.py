"""What is kept, and what is written down."""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING

from accounts import (
    Account,
    bearer,
    confirm,
    forgot,
    join,
    login,
    mail_token,
    new_account,
    new_password,
    no,
    refresh,
    register,
    reset,
    tokens_of,
    try_login,
)
from psycopg import sql

from roadmap_lab.checks import Api, Pod, Values, check

if TYPE_CHECKING:
    from accounts import Database

    from roadmap_lab.checks.stand_ins.mail import MailSink
    from roadmap_lab.checks.stand_ins.oidc import OidcProvider

_BCRYPT = re.compile(r"\$2[abxy]\$(?P<cost>\d\d)\$[./A-Za-z0-9]{53}")
_ARGON2 = re.compile(
    r"\$argon2id?\$v=\d+\$m=(?P<memory>\d+),t=(?P<time>\d+),p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
)
_LEAST_COST = 10
_LEAST_MEMORY = 19_456  # KiB
_LOG_LINES = 5000


def rows(database: Database) -> list[tuple[str, str]]:
    """Every row of every table as text, with the table's name."""
    tables = database.execute(
        """
        SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        """
    ).fetchall()
    found = []
    for table in tables:
        # Not t::text: a cast is what the owner of a type has declared it to be.
        query = sql.SQL("SELECT format('%s', t) AS row FROM {} AS t").format(
            sql.Identifier(table["schema"], table["name"])
        )
        found += [(table["name"], row["row"]) for row in database.execute(query).fetchall()]
    return found


def hashes(database: Database) -> dict[str, re.Match[str]]:
    """Every password hash in the database."""
    return {
        match[0]: match
        for _, row in rows(database)
        for pattern in (_BCRYPT, _ARGON2)
        for match in pattern.finditer(row)
    }


def expect_absent(database: Database, secrets: dict[str, str]) -> None:
    """Expects none of the secrets in any row, neither as it stands nor encoded."""
    kept = rows(database)
    for what, secret in secrets.items():
        content = secret.encode()
        forms = {secret, content.hex(), base64.b64encode(content).decode().rstrip("=")}
        for table, row in kept:
            if any(form in row for form in forms):
                no(f"no {what} in the database", f"one in the table {table}")


@check(
    "Passwords are kept as bcrypt or Argon2id hashes, with a salt each and at a cost that hurts",
    hints=[
        "Let a library make the hash: bcrypt of cost 10 and more, or Argon2id with 19 MiB and more.",
        "SHA-256 and its like are made to be fast: a graphics card tries billions of passwords a second.",
        "The library puts a salt into each hash: two users with one password have different hashes.",
    ],
    needs=["confirm"],
)
def test_password_hash(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    before = hashes(database)
    password = new_password(values)
    for _ in range(2):
        account = new_account(values)
        join(api, mail, Account(email=account.email, password=password, name=account.name))
    made = {text: match for text, match in hashes(database).items() if text not in before}
    if len(made) < 2:
        no("two new hashes of bcrypt or Argon2id in the database for two new accounts", f"{len(made)}")
    for text, match in made.items():
        found = match.groupdict()
        if "cost" in found and int(found["cost"]) < _LEAST_COST:
            no(f"bcrypt with a cost of at least {_LEAST_COST}", text)
        if "memory" in found and int(found["memory"]) < _LEAST_MEMORY:
            no(f"Argon2id with m={_LEAST_MEMORY} at least", text)


@check(
    "No password stands anywhere in the database, not even for the time until an address is confirmed",
    hints=[
        "Look into all tables, also those for things that only wait.",
        "Hash the password before anything of it is kept, in whatever table, in whatever form.",
    ],
    needs=["confirm"],
)
def test_password_nowhere(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    waiting = new_account(values)
    register(api, waiting)
    mail.wait_for(waiting.email)
    account = join(api, mail, new_account(values))
    expect_absent(
        database,
        {"password of an unconfirmed account": waiting.password, "password of an account": account.password},
    )


@check(
    "No token stands in the database as it was given out: neither a refresh token nor one of a mail",
    hints=[
        "Who reads a backup must not be able to log in with what stands there.",
        "Keep a hash of each token and look for the hash. A token is random, so SHA-256 is enough here.",
    ],
    needs=["login-answer", "forgot"],
)
def test_tokens_hashed(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    waiting = new_account(values)
    register(api, waiting)
    account = join(api, mail, new_account(values))
    tokens = login(api, account)
    expect_absent(
        database,
        {
            "confirmation token": mail_token(mail, waiting.email, "confirm"),
            "reset token": forgot(api, mail, account),
            "refresh token": tokens.refresh,
            "access token": tokens.access,
        },
    )


@check(
    "No secret stands in the log: no password, no token, not the client's secret",
    hints=[
        "Logs are kept for long and read by many. Log that something happened and to whom, not the body.",
        "Errors carry data with them: what a library throws may have the request or the parameters in it.",
        "Mails, requests and settings that you printed while looking for a mistake are to go again.",
    ],
    needs=["reset", "refresh"],
)
def test_log(api: Api, mail: MailSink, oidc: OidcProvider, pod: Pod, values: Values) -> None:
    account = new_account(values)
    invalid, wrong, password = (new_password(values) for _ in range(3))
    api.post("/auth/register", json={**account.registration, "email": "ada", "password": invalid}).status(400)
    register(api, account)
    confirmation = mail_token(mail, account.email, "confirm")
    confirm(api, confirmation).status(204)
    try_login(api, Account(email=account.email, password=wrong, name="")).status(401)
    tokens = login(api, account)
    api.get("/me", headers=bearer(tokens.access)).status(200)
    newest = tokens_of(refresh(api, tokens.refresh))
    refresh(api, tokens.refresh)
    link = forgot(api, mail, account)
    reset(api, link, password).status(204)
    reset(api, link, password)
    broken = f'{{"email": "{account.email}", "password": "{wrong}"'
    api.post("/auth/login", body=broken, headers={"Content-Type": "application/json"})
    secrets = {
        "the password": account.password,
        "the password of a refused registration": invalid,
        "a wrong password": wrong,
        "the new password": password,
        "the confirmation token": confirmation,
        "the reset token": link,
        "the access token": tokens.access,
        "the refresh token": tokens.refresh,
        "the new refresh token": newest.refresh,
        "OIDC_CLIENT_SECRET": oidc.client_secret,
    }
    time.sleep(0.2)  # what is written now has to get here first
    log = pod.log("web", lines=_LOG_LINES)
    for what, secret in secrets.items():
        if secret in log:
            line = next((one for one in log.splitlines() if secret in one), "")
            no("no secret in the log of the web process", f"{what} in the line: {line[:300]}")
