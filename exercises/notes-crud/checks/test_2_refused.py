"""Requests that are wrong, and what the client is told about it."""

from __future__ import annotations

import json
from typing import Any

from notes import ASTRAL, create, fields, unchanged

from roadmap_lab.checks import Api, Reply, Values, check

JSON = {"Content-Type": "application/json"}
LONGEST_TITLE = 200
LONGEST_BODY = 10_000


@check(
    "A route that is not there answers 404 as JSON",
    hints=[
        "The framework has a 404 of its own, which is not in the format of this API.",
        'The answer is an object with a message for people: {"error": "..."}.',
        (
            "Express: a last app.use((req, res) => ...) behind all routes; "
            "FastAPI: an exception handler for Starlette's HTTPException."
        ),
    ],
)
def test_unknown_route(api: Api, values: Values) -> None:
    api.get(f"/{values.token()}").error(404)
    api.post(f"/{values.token()}", json=fields(values)).error(404)
    api.get(f"/notes/1/{values.token()}").error(404)


@check(
    "A note that is not there answers 404 as JSON, to GET, PUT, PATCH and DELETE",
    hints=[
        "There is nothing to read, change or delete, so every one of the four methods says 404.",
        "PUT does not create a note here, and a second DELETE is not a success.",
        'The answer is an object with a message for people: {"error": "..."}.',
    ],
    needs=["read"],
)
def test_missing_note(api: Api, values: Values) -> None:
    path = f"/notes/{create(api, fields(values))['id'] + values.integer(1_000_000, 9_000_000)}"
    api.get(path).error(404)
    api.put(path, json=fields(values)).error(404)
    api.patch(path, json={"title": values.title()}).error(404)
    api.delete(path).error(404)
    api.get(path).error(404)


@check(
    "A method that a path does not have answers 405 with the methods that it has in Allow",
    hints=[
        "The path is right and only the method is wrong; 404 would send the client to look for another path.",
        "With every 405 goes the header Allow with all methods of that path (RFC 9110 §15.5.6).",
        (
            "Express: .all(...) ends router.route(path). FastAPI answers 405 by itself, but its Allow "
            "has only the methods of the first route with that path; mend it in the exception handler."
        ),
    ],
    needs=["create", "unknown-route"],
)
def test_wrong_method(api: Api, values: Values) -> None:
    one = f"/notes/{create(api, fields(values))['id']}"
    for method in values.shuffled(["PUT", "PATCH", "DELETE"]):
        body = None if method == "DELETE" else json.dumps(fields(values))
        _refused_method(api.send(method, "/notes", body=body, headers=JSON), method, {"GET", "POST"})
    for path in (one, f"/notes/{values.integer(1_000_000, 9_000_000)}"):
        reply = api.post(path, json=fields(values))
        _refused_method(reply, "POST", {"GET", "PUT", "PATCH", "DELETE"})


def _refused_method(reply: Reply, method: str, allowed: set[str]) -> None:
    reply.error(405)
    named = {one.strip().upper() for one in reply.header("Allow").split(",")}
    if not allowed <= named or method in named:
        reply.fail(f"Allow: {', '.join(sorted(allowed))}", f"Allow: {reply.header('Allow')}")


@check(
    "A note without a title is refused with 400, and so is an empty or blank title",
    hints=[
        "The client has to hear which field is to blame.",
        'The answer is 400 with {"error": "...", "fields": {"title": "..."}}.',
        (
            "White space alone is no title either; but trim only to look, for the text is kept as it came. "
            "(FastAPI answers 422 in a format of its own: an exception handler for RequestValidationError.)"
        ),
    ],
    needs=["create"],
)
def test_title_required(api: Api, values: Values) -> None:
    for note in (
        {},
        {"body": values.sentence()},
        {"title": ""},
        {"title": values.choice([" ", "  \t", "\n \n"])},
    ):
        api.post("/notes", json=note).error(400, fields=("title",))


@check(
    "A title or body that is not a string is refused with 400, not converted",
    hints=[
        "JSON has types of its own: 42 and null are not strings, though a language may make strings of them.",
        'Check the type before anything else. null is a value that was given; it is not "left out".',
        "JavaScript: typeof value !== 'string'. pydantic: StrictStr, and no `| None`.",
    ],
    needs=["title-required"],
)
def test_wrong_types(api: Api, values: Values) -> None:
    wrong = [values.integer(1, 99), True, None, [values.title()], {"text": values.title()}]
    for value in values.shuffled(wrong):
        api.post("/notes", json={"title": value}).error(400, fields=("title",))
        api.post("/notes", json={"title": values.title(), "body": value}).error(400, fields=("body",))


@check(
    "A field that a note does not have is refused with 400, and so is an id",
    hints=[
        "Who sends a field that is ignored in silence (a spelling mistake, say) believes that it was kept.",
        'Name each of them in "fields". id is not the client\'s to choose.',
        (
            "pydantic: extra='forbid'. JavaScript: look into your list, by Object.hasOwn and not `in`, "
            "since every object has a constructor."
        ),
    ],
    needs=["title-required"],
)
def test_unknown_fields(api: Api, values: Values) -> None:
    for name, value in (
        (values.token(), values.name()),
        ("id", values.integer(1, 99)),
        ("constructor", "none"),
    ):
        api.post("/notes", json={**fields(values), name: value}).error(400, fields=(name,))


@check(
    "All fields that are wrong are named at once",
    hints=[
        "Whoever fills in a form wants to hear of all mistakes together, not of one with each try.",
        "Collect the problems, then answer; do not stop at the first.",
    ],
    needs=["title-required", "wrong-types", "unknown-fields"],
)
def test_all_errors(api: Api, values: Values) -> None:
    unknown = values.token()
    note: dict[str, Any] = {"body": values.integer(1, 99), unknown: values.name()}
    api.post("/notes", json=note).error(400, fields=("title", "body", unknown))
    note = {"title": " ", "body": None}
    api.post("/notes", json=note).error(400, fields=("title", "body"))


@check(
    "A title of 200 and a body of 10,000 characters are accepted, in any script and any JSON notation",
    hints=[
        "A character here is a code point. How does your language count 👍?",
        "JavaScript's length counts UTF-16 code units; [...text].length counts code points.",
        (
            "Written as \\ud83d\\udc4d, 10,000 characters take 120 kB: Express reads 100 kB unless told "
            "otherwise by express.json({ limit })."
        ),
    ],
    needs=["create"],
)
def test_longest_texts(api: Api, values: Values) -> None:
    sign = values.choice(ASTRAL)
    note = {"title": sign * LONGEST_TITLE, "body": sign * LONGEST_BODY}
    api.post("/notes", json=note).status(201).matches(note)
    api.post("/notes", body=json.dumps(note, ensure_ascii=True), headers=JSON).status(201).matches(note)


@check(
    "A title of 201 or a body of 10,001 characters is refused with 400",
    hints=[
        "Anything that is kept needs an upper limit, or one client fills the memory.",
        'The limits are in the brief; the field is named in "fields".',
    ],
    needs=["title-required"],
)
def test_too_long(api: Api, values: Values) -> None:
    for sign in (values.token(1), values.choice(ASTRAL)):
        api.post("/notes", json={"title": sign * (LONGEST_TITLE + 1)}).error(400, fields=("title",))
        note = {"title": values.title(), "body": sign * (LONGEST_BODY + 1)}
        api.post("/notes", json=note).error(400, fields=("body",))


@check(
    "PUT and PATCH refuse what POST refuses, and then change nothing",
    hints=[
        "There are three doors to a note, and the same rules belong to all of them.",
        "Validate the whole request before you change the first field.",
        (
            "For PATCH the fields may be left out, but a field that is given has to be valid: null is not. "
            "(pydantic: `title: StrictStr | None` would let it in.)"
        ),
    ],
    needs=["put", "patch", "title-required", "wrong-types", "unknown-fields", "too-long"],
)
def test_update_invalid(api: Api, values: Values) -> None:
    note = create(api, fields(values))
    path = f"/notes/{note['id']}"
    unknown = values.token()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"title": values.title(), "body": values.integer(1, 99)}, "body"),
        ({"title": values.title(), "body": None}, "body"),
        ({"title": None, "body": values.sentence()}, "title"),
        ({"title": "  ", "body": values.sentence()}, "title"),
        ({"title": values.token(LONGEST_TITLE + 1), "body": values.sentence()}, "title"),
        ({**fields(values), unknown: values.name()}, unknown),
        ({**fields(values), "id": note["id"] + 1}, "id"),
    ]
    for method in ("PUT", "PATCH"):
        for change, name in wrong:
            reply = api.send(method, path, json=change)
            reply.error(400, fields=(name,))
            unchanged(api, note, reply)
    api.put(path, json={"body": values.sentence()}).error(400, fields=("title",))


@check(
    "A body that is not valid JSON is refused with 400 as JSON",
    hints=[
        "It is the client's mistake, not yours; so it is a 4xx, and in the format of all errors.",
        "The parser throws before your route is reached. Where does that error end up?",
        (
            "Express: an error handler, app.use((error, req, res, next) => ...), where error.type is "
            "'entity.parse.failed'. FastAPI: it is a RequestValidationError as well."
        ),
    ],
    needs=["title-required"],
)
def test_malformed_json(api: Api, values: Values) -> None:
    title = values.title()
    broken = [
        f'{{"title": "{title}"',
        f'{{"title": "{title}",}}',
        f"{{'title': '{title}'}}",
        f'{{"title": "{title}"}} {{}}',
        f"title={values.token()}",
    ]
    for body in values.shuffled(broken):
        api.post("/notes", body=body, headers=JSON).error(400)


@check(
    "JSON that is not an object is refused with 400",
    hints=[
        "An array, a string, a number, true and null are valid JSON, and none of them is a note.",
        "In JavaScript typeof null and typeof [] are both 'object'.",
    ],
    needs=["malformed-json"],
)
def test_not_an_object(api: Api, values: Values) -> None:
    for value in values.shuffled([[], [fields(values)], values.title(), values.integer(1, 99), True, None]):
        api.post("/notes", json=value).error(400)


@check(
    "A POST, PUT or PATCH without a body is refused with 400",
    hints=[
        "What does your framework give you as the body when there is none?",
        "In Express 5 req.body is undefined then, and undefined has no title.",
    ],
    needs=["title-required"],
)
def test_missing_body(api: Api, values: Values) -> None:
    one = f"/notes/{create(api, fields(values))['id']}"
    api.post("/notes", body="", headers=JSON).error(400)
    for method, path in (("POST", "/notes"), ("PUT", one), ("PATCH", one)):
        reply = api.send(method, path).status(400, 415)
        reply.error(reply.code)


@check(
    "A body in something else than application/json is refused with 415",
    hints=[
        "Content-Type says what the body is. Don't guess.",
        "Answer 415, as JSON like every error; a parameter such as charset=utf-8 changes nothing.",
        (
            "Express: req.is('application/json') is false for another type and null without a body. "
            "FastAPI: a dependency that looks at request.headers."
        ),
    ],
    needs=["create", "unknown-route"],
)
def test_content_type(api: Api, values: Values) -> None:
    note = json.dumps(fields(values))
    api.post("/notes", body=note, headers={"Content-Type": "application/json; charset=utf-8"}).status(201)
    form = f"title={values.token()}"
    for kind, body in (
        ("text/plain", note),
        ("application/x-www-form-urlencoded", form),
        ("text/html", note),
    ):
        api.post("/notes", body=body, headers={"Content-Type": kind}).error(415)
