"""Requests that HTTP and JSON permit, and that nobody thought of."""

from __future__ import annotations

import json

from notes import create, fields, in_list

from roadmap_lab.checks import Api, Values, check

JSON = {"Content-Type": "application/json"}


@check(
    "An id that is written in another way, or is no number at all, answers 404",
    hints=[
        "Which texts does your language take for the number 1? Number('0x1') and int('+1') are both 1.",
        "An id is written in one way: no sign, no leading 0, no blanks, no exponent.",
        "Look the note up by the text of the path, or let only /^[1-9][0-9]*$/ through before you convert.",
    ],
    needs=["missing-note", "delete"],
)
def test_odd_ids(api: Api, values: Values) -> None:
    note = create(api, fields(values))
    n = note["id"]
    spellings = [
        f"0{n}",
        f"+{n}",
        f"{n}.0",
        f"{n}e0",
        hex(n),
        f"{n}abc",
        f"-{n}",
        f"%20{n}",
        f"{n}%0A",
        f"0_{n}",
    ]
    wide = "".join(
        f"%EF%BC%{0x90 + int(digit):02X}" for digit in str(n)
    )  # digits of another block: U+FF10...
    others = ["9" * 25, "9" * 5000, "NaN", "null", "__proto__", "constructor", f"{n}%00", wide]
    for spelling in values.shuffled(spellings + others):
        api.get(f"/notes/{spelling}").error(404)
    spelling = values.choice([f"0{n}", f"+{n}", f"{n}.0"])
    api.put(f"/notes/{spelling}", json=fields(values)).error(404)
    api.patch(f"/notes/{spelling}", json=fields(values)).error(404)
    reply = api.delete(f"/notes/{spelling}")
    reply.error(404)
    if not in_list(api.get("/notes").status(200).array(), n):
        reply.fail(f"the note {n} to be left alone", "it was deleted")


@check(
    "A path that is not percent-encoded UTF-8 answers 400 or 404",
    hints=[
        "Somebody decodes the path before your route sees it; what happens when that fails?",
        "The answer must not be the framework's own error page, least of all with a stack trace in it.",
        "%FF is an escape like any other, but no UTF-8: your server decodes it, and so answers in JSON.",
        "Express: the router throws a URIError with status 400; answer it in the error handler.",
    ],
    needs=["unknown-route", "missing-note"],
)
def test_broken_escapes(api: Api, values: Values) -> None:
    # Some HTTP libraries refuse what is no escape at all before any handler is asked, in their own words.
    for path in values.shuffled(["/notes/%E0%A4%A", "/notes/%", "/notes/%zz"]):
        api.get(path).status(400, 404).no_inside_shown()
    reply = api.get("/notes/%FF").status(400, 404)
    reply.error(reply.code)


@check(
    "Half of a surrogate pair is refused with 400",
    hints=[
        r'"\ud800" is valid JSON, but no text: no UTF-8 exists for it. Where does your server notice?',
        "If it is kept, or repeated in the error message, writing the answer may fail, and that is a 500.",
        (
            "JavaScript: text.isWellFormed(). Python: text.encode() raises; pydantic refuses it, "
            "but its errors repeat the input, so do not put them into the answer as they are."
        ),
    ],
    needs=["title-required"],
)
def test_lone_surrogate(api: Api, values: Values) -> None:
    half = values.choice([r"\ud800", r"\udbff", r"\udc00", r"\udfff"])
    title = f'{{"title": "{values.words()} {half}"}}'
    api.post("/notes", body=title, headers=JSON).error(400, fields=("title",))
    body = f'{{"title": "{values.title()}", "body": "{half}"}}'
    api.post("/notes", body=body, headers=JSON).error(400, fields=("body",))
    api.get("/notes").status(200)


@check(
    "JSON nested thousands of levels deep, or with a number of thousands of digits, is refused with 400",
    hints=[
        "Both are valid JSON, and a parser may give up on them in another way than on bad syntax.",
        "It is still the client's request that is wrong: 400 as JSON, not 500.",
        "Python: json.loads can raise RecursionError and plain ValueError, not only JSONDecodeError.",
    ],
    needs=["unknown-route", "wrong-types", "malformed-json"],
)
def test_hostile_json(api: Api, values: Values) -> None:
    depth = values.integer(5_000, 10_000)
    digits = "9" * values.integer(5_000, 9_000)
    opening, closing = values.choice([("[", "]"), ('{"a":', "}")])
    nested = f"{opening * depth}1{closing * depth}"
    for value in (nested, digits, f"-{digits}"):
        api.post("/notes", body=f'{{"title": {value}}}', headers=JSON).error(400)


@check(
    "A request that is far too large answers 413 or 400 as JSON",
    hints=[
        "Your body parser or your validation refuses it; is its answer in the format of all errors?",
        (
            "Express: the error then has the type 'entity.too.large', the status 413; "
            "the error handler should keep a status from 400 to 499."
        ),
    ],
    needs=["too-long"],
)
def test_huge_request(api: Api, values: Values) -> None:
    note = {"title": values.title(), "body": values.token(1) * values.integer(400_000, 500_000)}
    reply = api.post("/notes", body=json.dumps(note), headers=JSON).status(413, 400)
    reply.error(reply.code)
