"""Who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts import (
    ADMIN_EMAIL,
    USER,
    Member,
    admin,
    bearer,
    new_member,
    refresh,
    refused,
    set_role,
    try_login,
)

from roadmap_lab.checks import Api, Reply, Values, check

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink


def as_user(member: Member, role: str = "user") -> dict[str, Any]:
    """The member as the API shows them."""
    account = member.account
    return {"id": member.id, "email": account.email, "name": account.name, "role": role}


def moderator(api: Api, mail: MailSink, values: Values) -> Member:
    """A member who was made a moderator."""
    member = new_member(api, mail, values)
    set_role(api, admin(api, mail, values), member, "moderator").status(200)
    return member


def staff_routes(target: int) -> list[tuple[str, str, dict[str, Any]]]:
    """The routes of /users, with what to send, aimed at another user."""
    return [
        ("GET", "/users", {}),
        ("GET", f"/users/{target}", {}),
        ("PUT", f"/users/{target}/role", {"json": {"role": "moderator"}}),
        ("DELETE", f"/users/{target}", {}),
    ]


@check(
    "The account with the address ADMIN_EMAIL is an admin once it is confirmed",
    hints=[
        "Somebody has to be the first. Compare the address with ADMIN_EMAIL when the account is made.",
        "Mind that addresses are the same in upper and lower case.",
    ],
    needs=["me"],
)
def test_first_admin(api: Api, mail: MailSink, values: Values) -> None:
    first = admin(api, mail, values)
    api.get("/me", headers=bearer(first.tokens.access)).matches({"role": "admin", "email": ADMIN_EMAIL})


@check(
    "PUT /users/{id}/role by an admin answers 200 with the user in the new role, and counts at once",
    hints=[
        "The user's next request is judged by the new role, with the token that they have already.",
        "A role that stands in the token is as old as the token. Ask the database.",
    ],
    needs=["first-admin"],
)
def test_role_change(api: Api, mail: MailSink, values: Values) -> None:
    boss, member = admin(api, mail, values), new_member(api, mail, values)
    for role in ("moderator", "user"):
        set_role(api, boss, member, role).status(200).matches(as_user(member, role))
        api.get("/me", headers=bearer(member.tokens.access)).status(200).matches({"role": role})
        api.get("/users", headers=bearer(member.tokens.access)).status(200 if role == "moderator" else 403)


@check(
    "Nobody gets to /users without a token",
    hints=[
        "Every route of /users is behind the login: 401 without a token.",
        "Put the guard before all routes of a path, so that a new one cannot be forgotten.",
    ],
    needs=["token-required"],
)
def test_matrix_anonymous(api: Api, mail: MailSink, values: Values) -> None:
    target = new_member(api, mail, values)
    for method, path, sent in staff_routes(target.id):
        api.send(method, path, **sent).error(401)
    api.patch("/me", json={"name": values.name()}).error(401)


@check(
    "A user may read their own account at /users/{id}, and nothing else of /users",
    hints=[
        "Two questions for each request: who is it, and may they do this to that one?",
        "403 for another's account, whether or not there is one with that id.",
    ],
    needs=["first-admin"],
)
def test_matrix_user(api: Api, mail: MailSink, values: Values) -> None:
    member, target = new_member(api, mail, values), new_member(api, mail, values)
    auth = bearer(member.tokens.access)
    api.get(f"/users/{member.id}", headers=auth).status(200).matches(as_user(member))
    for method, path, sent in staff_routes(target.id) + staff_routes(member.id)[2:]:
        api.send(method, path, headers=auth, **sent).error(403)
    for unknown in ("999999999", "no-number"):
        api.get(f"/users/{unknown}", headers=auth).error(403)
    api.get("/me", headers=auth).status(200).matches({"role": "user"})
    api.get("/me", headers=bearer(target.tokens.access)).status(200).matches({"role": "user"})


@check(
    "A moderator may read all users, but change nobody",
    hints=[
        "Reading and changing are different rights.",
        "Name for each route the roles that have it; for PUT and DELETE that is admin alone.",
    ],
    needs=["role-change"],
)
def test_matrix_moderator(api: Api, mail: MailSink, values: Values) -> None:
    member, target = moderator(api, mail, values), new_member(api, mail, values)
    auth = bearer(member.tokens.access)
    api.get(f"/users/{target.id}", headers=auth).status(200).matches(as_user(target))
    listed_in(api.get("/users", headers=auth), as_user(target), as_user(member, "moderator"))
    for method, path, sent in staff_routes(target.id)[2:] + staff_routes(member.id)[2:]:
        api.send(method, path, headers=auth, **sent).error(403)
    api.get("/me", headers=bearer(target.tokens.access)).status(200).matches({"role": "user"})


@check(
    "An admin may read all users; GET /users is an array of them, with nothing secret in it",
    hints=[
        "Show id, email, name and role. Pick these; don't send the row as the database has it.",
        "The password's hash must never leave the server.",
    ],
    needs=["first-admin"],
)
def test_matrix_admin(api: Api, mail: MailSink, values: Values) -> None:
    boss, target = admin(api, mail, values), new_member(api, mail, values)
    auth = bearer(boss.tokens.access)
    one = api.get(f"/users/{target.id}", headers=auth).status(200)
    one.matches(as_user(target))
    every = api.get("/users", headers=auth)
    listed_in(every, as_user(target), {"email": ADMIN_EMAIL, "role": "admin"})
    own = api.get("/me", headers=auth)
    for reply in (one, every, own):
        for secret in ("$2a$", "$2b$", "$2y$", "$argon2"):
            if secret in reply.text:
                reply.fail("no password hash in what clients see", reply.summary())


@check(
    "An unknown role answers 400, an unknown user 404",
    hints=[
        "The roles are user, moderator and admin; anything else is a mistake in the field role.",
        "An id that is no number is the id of nobody: 404, not 500.",
    ],
    needs=["role-change"],
)
def test_role_invalid(api: Api, mail: MailSink, values: Values) -> None:
    boss, member = admin(api, mail, values), new_member(api, mail, values)
    auth = bearer(boss.tokens.access)
    for role in ("root", "", "Admin", None, 1):
        sent = {"role": role}
        api.put(f"/users/{member.id}/role", json=sent, headers=auth).error(400, fields=("role",))
    for unknown in ("999999999", "no-number", "99999999999999999999999", f"{member.id}x"):
        api.put(f"/users/{unknown}/role", json={"role": "user"}, headers=auth).error(404)
        api.get(f"/users/{unknown}", headers=auth).error(404)
        api.delete(f"/users/{unknown}", headers=auth).error(404)


@check(
    "An admin can neither change their own role nor delete their own account: 409",
    hints=[
        "Otherwise the last admin could lock everybody out.",
        "Compare the id in the path with the id of who asks, before anything is changed.",
    ],
    needs=["role-change"],
)
def test_own_account(api: Api, mail: MailSink, values: Values) -> None:
    boss, second = admin(api, mail, values), new_member(api, mail, values)
    set_role(api, boss, second, "admin").status(200)
    auth = bearer(second.tokens.access)
    set_role(api, second, second, "user").error(409)
    api.delete(f"/users/{second.id}", headers=auth).error(409)
    api.get("/me", headers=auth).status(200).matches({"role": "admin"})


@check(
    "DELETE /users/{id} answers 204; the user is gone, and their tokens with them",
    hints=[
        "Neither login, access token nor refresh token of a deleted user work.",
        "Let the database delete what belongs to the user: ON DELETE CASCADE.",
    ],
    needs=["first-admin", "login-silent", "refresh"],
)
def test_delete_user(api: Api, mail: MailSink, values: Values) -> None:
    boss, gone, kept = admin(api, mail, values), new_member(api, mail, values), new_member(api, mail, values)
    auth = bearer(boss.tokens.access)
    api.delete(f"/users/{gone.id}", headers=auth).status(204).no_body()
    api.get(f"/users/{gone.id}", headers=auth).error(404)
    try_login(api, gone.account).error(401)
    refused(api.get("/me", headers=bearer(gone.tokens.access)), "this user was deleted")
    refused(refresh(api, gone.tokens.refresh), "this user was deleted")
    api.get("/me", headers=bearer(kept.tokens.access)).status(200)


def listed_in(reply: Reply, *expected: dict[str, Any]) -> None:
    """Expects an array of users with these among them."""
    users = reply.status(200).array()
    if users:
        reply.matches([USER] * len(users))
    for user in expected:
        if not any(user.items() <= one.items() for one in users):
            reply.fail(f"{user} in the array", reply.summary())
