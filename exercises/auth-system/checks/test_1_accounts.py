"""Registration, confirmation, and the account itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts import (
    USER,
    Account,
    bearer,
    confirm,
    join,
    login,
    mail_token,
    new_account,
    new_member,
    new_password,
    read_me,
    register,
    token_in,
    try_login,
)

from roadmap_lab.checks import Api, Reply, Values, check, collide
from roadmap_lab.checks.expectation import some_text

if TYPE_CHECKING:
    from accounts import Database

    from roadmap_lab.checks.stand_ins.mail import MailSink

POSTS = ("/auth/register", "/auth/confirm", "/auth/login", "/auth/refresh", "/auth/forgot", "/auth/reset")


@check(
    "POST /auth/register answers 202 with a message",
    hints=[
        "202 says: we took it, the rest is to come. Here the rest is a mail.",
        'Answer {"message": "..."} with status 202. Nothing of the account is in the answer.',
    ],
)
def test_register(api: Api, values: Values) -> None:
    register(api, new_account(values)).matches({"message": some_text})


@check(
    "A registration without one of its fields, or with one of another type, answers 400 and names each",
    hints=[
        "Look at every field before you answer, and tell of all that are wrong at once.",
        "Types are not converted: a number is no name, and null is no password.",
    ],
    needs=["register"],
)
def test_register_required(api: Api, values: Values) -> None:
    api.post("/auth/register", json={}).error(400, fields=("email", "password", "name"))
    for name in ("email", "password", "name"):
        sent: dict[str, Any] = dict(new_account(values).registration)
        sent[name] = values.choice([12345678901, None, ["a long enough text"], True])
        api.post("/auth/register", json=sent).error(400, fields=(name,))


@check(
    "What is no e-mail address is refused with 400",
    hints=[
        "Something before one @, a name with a dot in it behind; no blanks, no line breaks.",
        "A line break in an address lets others write the headers of your mails. Match the whole.",
    ],
    needs=["register-required"],
)
def test_register_email(api: Api, values: Values) -> None:
    word = values.token()
    wrong = ["", word, f"{word}@", "@example.com", f"{word}@example", f"{word} x@example.com"]
    wrong += [f"{word}@@example.com", f"{word}@example.com\nBcc: {word}@example.org"]
    for email in wrong:
        sent = {**new_account(values).registration, "email": email}
        api.post("/auth/register", json=sent).error(400, fields=("email",))
    right = f"{word}.{values.token(3)}+{values.token(3)}@mail-1.example.com"
    register(api, Account(email=right, password=new_password(values), name=values.name()))


@check(
    "A password has 10 to 72 characters",
    hints=[
        "Both ends count: 10 and 72 are allowed, 9 and 73 are not.",
        "Don't trim it, and ask nothing else of it: length is what makes a password strong.",
    ],
    needs=["register-required"],
)
def test_register_password(api: Api, values: Values) -> None:
    for length in (0, 9, 73, 200):
        sent = {**new_account(values).registration, "password": values.token(length)}
        api.post("/auth/register", json=sent).error(400, fields=("password",))
    for length in (10, 72):
        account = new_account(values)
        register(api, Account(email=account.email, password=values.token(length), name=account.name))


@check(
    "A name has 1 to 100 characters, on one line, and is not blank",
    hints=[
        "Count characters in any script, refuse a name of blanks alone.",
        "Control characters, line breaks above all, have no place in a name.",
    ],
    needs=["register-required"],
)
def test_register_name(api: Api, values: Values) -> None:
    for name in ("", "   ", values.token(101), f"{values.name()}\nBcc: {values.token()}@example.com"):
        sent = {**new_account(values).registration, "name": name}
        api.post("/auth/register", json=sent).error(400, fields=("name",))
    for name in ("Ж" * 100, "Zoë O'Hara-Nuñez 👩‍💻"):
        account = new_account(values)
        register(api, Account(email=account.email, password=account.password, name=name))


@check(
    "What is not a JSON object is refused with 400 wherever something is posted",
    hints=[
        "A syntax error in the body is the client's mistake: 400, not 500.",
        "An array and null are JSON as well, but none of them has fields.",
    ],
    needs=["register-required"],
)
def test_malformed(api: Api) -> None:
    for path in POSTS:
        for body in ('{"email": ', "[]", "null", '"text"', "\ufeff{}x"):
            api.post(path, body=body, headers={"Content-Type": "application/json"}).error(400)


@check(
    "Whoever registers gets a mail with a link to {BASE_URL}/confirm?token=...",
    hints=[
        "Send it by the server that SMTP_URL names, with the user and the password that stand there.",
        "The link begins with BASE_URL; its query has a token that nobody can guess.",
        "Is the mail's promise awaited, and does an error of sending it reach your log?",
    ],
    needs=["register"],
)
def test_confirmation_mail(api: Api, mail: MailSink, values: Values) -> None:
    accounts = [new_account(values) for _ in range(2)]
    tokens = set()
    for account in accounts:
        register(api, account)
        token = mail_token(mail, account.email, "confirm")
        link = next(one for one in mail.messages(account.email)[-1].links if "/confirm?" in one)
        if not link.startswith(f"http://localhost:{api.port}/confirm?"):
            api.fail(f"a link that begins with BASE_URL, http://localhost:{api.port}", link)
        if len(token) < 22:
            api.fail("a token of at least 22 characters (128 bits and more)", token)
        tokens.add(token)
    if len(tokens) < len(accounts):
        api.fail("another token in each mail", "the same one twice")


@check(
    "POST /auth/confirm with the token answers 204, and then one can log in",
    hints=[
        "Find the registration by its token, make an account of it, and forget the token.",
        "The answer to a login holds access_token and refresh_token.",
        "Is the password compared with its hash by the library's own function, and is that awaited?",
    ],
    needs=["confirmation-mail"],
)
def test_confirm(api: Api, mail: MailSink, values: Values) -> None:
    account = new_account(values)
    register(api, account)
    confirm(api, mail_token(mail, account.email, "confirm")).status(204).no_body()
    login(api, account)


@check(
    "Nobody can log in before the address is confirmed",
    hints=[
        "Anybody can type in any address. Only the mail shows whose it is.",
        "Answer 401, as for an address that nobody has registered.",
    ],
    needs=["confirm"],
)
def test_unconfirmed(api: Api, mail: MailSink, values: Values) -> None:
    account = new_account(values)
    register(api, account)
    mail.wait_for(account.email)
    try_login(api, account).error(401)


@check(
    "A confirmation token works once, and no other text works at all",
    hints=[
        "400 for a token that was used, as for one that never was.",
        "Look the token up as it stands; is an empty one, or one of another case, found by accident?",
    ],
    needs=["confirm"],
)
def test_confirm_once(api: Api, mail: MailSink, values: Values) -> None:
    account = new_account(values)
    register(api, account)
    token = mail_token(mail, account.email, "confirm")
    for wrong in (values.token(43), "", token[:-1], token.swapcase(), "%", f"{token}'--"):
        confirm(api, wrong).error(400)
    confirm(api, token).status(204)
    confirm(api, token).error(400)
    login(api, account)


@check(
    "GET /me answers 200 with id, email, name and role of who is logged in",
    hints=[
        "The access token says who asks. It comes in the header Authorization: Bearer ...",
        "A new account has the role user.",
    ],
    needs=["confirm"],
)
def test_me(api: Api, mail: MailSink, values: Values) -> None:
    accounts = [join(api, mail, new_account(values)) for _ in range(2)]
    tokens = [login(api, account) for account in accounts]
    for account, token in zip(accounts, tokens, strict=True):
        reply = api.get("/me", headers=bearer(token.access)).status(200)
        reply.matches({**USER, "email": account.email, "name": account.name, "role": "user"})


@check(
    "PATCH /me changes the name and nothing else",
    hints=[
        "It is the same rule for a name as in a registration.",
        "Take the fields that may be changed out of the body one by one; never save the body as it came.",
    ],
    needs=["me", "register-name"],
)
def test_rename(api: Api, mail: MailSink, values: Values) -> None:
    member, other = new_member(api, mail, values), new_member(api, mail, values)
    auth = bearer(member.tokens.access)
    name = values.name()
    api.patch("/me", json={"name": name}, headers=auth).status(200).matches({"id": member.id, "name": name})
    api.patch("/me", json={"name": " "}, headers=auth).error(400, fields=("name",))
    if read_me(api, member.tokens.access)["name"] != name:
        api.get("/me", headers=auth).fail(f'the new name "{name}"', "another name")
    api.get("/me", headers=bearer(other.tokens.access)).matches({"name": other.account.name})


@check(
    "Nobody chooses a role for themselves",
    hints=[
        "A client may send more fields than you ask for. Refuse them or pass them over.",
        "The role is never read from a registration or from PATCH /me.",
    ],
    needs=["me"],
)
def test_own_role(api: Api, mail: MailSink, values: Values) -> None:
    account = new_account(values)
    sent = {**account.registration, "role": "admin", "is_admin": True, "confirmed": True}
    if api.post("/auth/register", json=sent).status(202, 400).code == 400:
        register(api, account)
    confirm(api, mail_token(mail, account.email, "confirm")).status(204)
    access = login(api, account).access
    api.get("/me", headers=bearer(access)).status(200).matches({"role": "user"})
    sent = {"name": values.name(), "role": "admin"}
    api.patch("/me", json=sent, headers=bearer(access)).status(200, 400)
    api.get("/me", headers=bearer(access)).status(200).matches({"role": "user"})


@check(
    "A registration is answered alike whether or not the address has an account",
    hints=[
        "Whoever tries addresses must not learn who has an account: same status, same body.",
        "409 would tell. What there is to tell, tell the owner of the address, by mail.",
    ],
    needs=["confirm"],
)
def test_register_silent(api: Api, mail: MailSink, values: Values) -> None:
    known = join(api, mail, new_account(values))
    again = Account(email=known.email, password=new_password(values), name=values.name())
    _alike(api.post("/auth/register", json=again.registration), register(api, new_account(values)))


@check(
    "Registering a known address changes nothing; its owner gets a mail without a link to confirm",
    hints=[
        "Somebody else may have typed that address. The password stays what it was.",
        "Send the owner a mail that says so; it has no confirmation link in it.",
    ],
    needs=["register-silent"],
)
def test_register_known(api: Api, mail: MailSink, values: Values) -> None:
    known = join(api, mail, new_account(values))
    again = Account(email=known.email, password=new_password(values), name=values.name())
    register(api, again)
    told = mail.wait_for(known.email, count=2)[-1]
    if token_in(told.links, "confirm"):
        api.fail("a mail without a link to confirm, as there is nothing to be confirmed", told.text)
    try_login(api, again).status(401)
    access = login(api, known).access
    api.get("/me", headers=bearer(access)).status(200).matches({"name": known.name})


@check(
    "Each link confirms the name and password of its own registration, and makes the others void",
    hints=[
        "Until an address is confirmed, anybody can register it, before its owner and after.",
        "Somebody registers your address with their password, and you open the link of your mail: then?",
        "Keep the password's hash and the name with the token, not with the address alone.",
    ],
    needs=["confirm-once"],
)
def test_confirm_own_registration(api: Api, mail: MailSink, values: Values) -> None:
    for owner_is_first in (True, False):
        owner = new_account(values)
        stranger = Account(email=owner.email, password=new_password(values), name=values.name())
        order = [owner, stranger] if owner_is_first else [stranger, owner]
        tokens = {}
        for count, account in enumerate(order, start=1):
            register(api, account)
            tokens[account.password] = mail_token(mail, owner.email, "confirm", count=count)
        confirm(api, tokens[owner.password]).status(204)
        confirm(api, tokens[stranger.password]).error(400)
        try_login(api, stranger).error(401)
        access = login(api, owner).access
        api.get("/me", headers=bearer(access)).status(200).matches({"name": owner.name})


@check(
    "Of several confirmations of one address at the same time, exactly one succeeds",
    hints=[
        "Between looking whether there is an account and making it, another request may have made it.",
        "Let the database decide: a unique address, and one statement that takes the token away.",
        "The others are answered 400, not 500.",
    ],
    needs=["confirm-own-registration"],
)
def test_confirm_race(api: Api, mail: MailSink, database: Database, values: Values) -> None:
    account = new_account(values)
    tokens = []
    for count in (1, 2):
        register(api, account)
        tokens.append(mail_token(mail, account.email, "confirm", count=count))
    replies: list[Reply] = collide(
        api, database, *[lambda token=token: confirm(api, token) for token in tokens * 3]
    )
    for reply in replies:
        reply.status(204, 400)
    won = sum(reply.code == 204 for reply in replies)
    if won != 1:
        replies[0].fail("exactly one of 6 confirmations to succeed", f"{won} did")
    login(api, account)


@check(
    "An address is the same in upper and lower case",
    hints=[
        "Ada@Example.com and ada@example.com lead to the same mailbox.",
        "Bring addresses into one form, lower case, wherever one comes in: registration, login, reset.",
    ],
    needs=["me", "unconfirmed", "register-known"],
)
def test_email_case(api: Api, mail: MailSink, values: Values) -> None:
    account = new_account(values)
    mixed = Account(email=account.email.title(), password=account.password, name=account.name)
    register(api, mixed)
    confirm(api, mail_token(mail, account.email, "confirm")).status(204)
    access = login(api, account).access
    api.get("/me", headers=bearer(access)).status(200).matches({"email": account.email})
    login(api, Account(email=account.email.upper(), password=account.password, name=account.name))
    stranger = Account(email=account.email.upper(), password=new_password(values), name=account.name)
    register(api, stranger)
    message = mail.wait_for(account.email, count=2)[-1]
    if token_in(message.links, "confirm"):
        api.fail("no second account for the same address in another case", "a mail to confirm one")


def _alike(first: Reply, second: Reply) -> None:
    if first.code != second.code or first.json() != second.json():
        first.fail(f"the same answer as for any other address: {second.summary()}", first.summary())
