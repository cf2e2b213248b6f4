"""Requests that are wrong."""

from __future__ import annotations

from typing import Any

from feedback import RATE_LIMIT, address, feedback

from roadmap_lab.checks import Api, Values, check

LONGEST_MESSAGE = 2000
JSON = {"Content-Type": "application/json"}


def _refused(api: Api, values: Values, name: str, wrong: list[Any]) -> None:
    for value in values.shuffled(wrong):
        api.post("/feedback", json={**feedback(values), name: value}).error(400, fields=(name,))
    without = feedback(values)
    del without[name]
    api.post("/feedback", json=without).error(400, fields=(name,))


@check(
    "A missing or wrong email is refused with 400",
    hints=[
        'The answer is 400 with {"error": "...", "fields": {"email": "..."}}.',
        "An address has one @, with something before it and a name with a dot after it; no blank, no comma.",
        "The type comes first: 42, null and an array are no addresses.",
    ],
    needs=["accepted"],
)
def test_email(api: Api, values: Values) -> None:
    good = address(values)
    wrong = ["", "x", "@", f"@{good}", "anna@", "anna@localhost", f"{good}, {good}", f"an na{good}"]
    _refused(api, values, "email", [*wrong, f"{'a' * 250}@example.com", None, 42, [good], {"to": good}])


@check(
    "A rating that is not a whole number from 1 to 5 is refused with 400",
    hints=[
        'The answer is 400 with {"error": "...", "fields": {"rating": "..."}}.',
        'Types are not converted: "5" and true are no numbers.',
        "JavaScript: Number.isInteger(value). pydantic: StrictInt with ge and le.",
    ],
    needs=["accepted"],
)
def test_rating(api: Api, values: Values) -> None:
    _refused(api, values, "rating", [0, 6, -1, 2.5, 10**20, "5", True, None, [5]])


@check(
    "A message that is missing, blank or longer than 2,000 characters is refused with 400",
    hints=[
        'The answer is 400 with {"error": "...", "fields": {"message": "..."}}.',
        "2,000 characters are allowed and 2,001 are not; white space alone is no message.",
    ],
    needs=["accepted"],
)
def test_message(api: Api, values: Values) -> None:
    _refused(api, values, "message", ["", " \t\n", "x" * (LONGEST_MESSAGE + 1), None, 42, ["x"]])
    for letter in ("x", "👍"):
        api.post("/feedback", json={**feedback(values), "message": letter * LONGEST_MESSAGE}).status(202)


@check(
    "All fields that are wrong are named at once",
    hints=[
        "Whoever fills in a form wants to hear of all mistakes together.",
        "Collect the problems of all three fields, then answer.",
    ],
    needs=["email", "rating", "message"],
)
def test_all_errors(api: Api, values: Values) -> None:
    api.post("/feedback", json={}).error(400, fields=("email", "rating", "message"))
    wrong = {"email": values.token(), "rating": values.integer(6, 99), "message": ""}
    api.post("/feedback", json=wrong).error(400, fields=("email", "rating", "message"))


@check(
    "A body that is no JSON object is refused with 400",
    hints=[
        "The framework finds broken JSON before your code does, and answers in a format of its own.",
        'An array, a string and null are valid JSON, and no feedback: 400 with {"error": "..."}.',
    ],
    needs=["accepted"],
)
def test_not_json(api: Api, values: Values) -> None:
    for body in ('{"email": "', "{", f'["{values.token()}"]', "null", f'"{values.token()}"'):
        api.post("/feedback", body=body, headers=JSON).error(400)


@check(
    "An address with a line break in it is refused with 400",
    hints=[
        "In a mail every header is a line; who can begin a new line writes headers of his own.",
        "Hold the whole text against the pattern, from its first character to its last.",
        "Python: fullmatch, for $ also matches before a last line break. JavaScript: no flag m.",
    ],
    needs=["email"],
)
def test_line_break(api: Api, values: Values) -> None:
    good = address(values)
    for email in (f"{good}\n", f"{good}\r\nBcc: {address(values)}", f"{good}\nBcc: x", f"\n{good}"):
        api.post("/feedback", json=feedback(values, email)).error(400, fields=("email",))


@check(
    "A message that PostgreSQL cannot store is refused with 400",
    hints=[
        "JSON can carry characters that a column of the type text cannot hold.",
        r"They are \u0000 and halves of surrogate pairs such as \ud800.",
        'JavaScript: isWellFormed(), includes("\\0"). pydantic refuses the halves by itself.',
    ],
    needs=["message"],
)
def test_unstorable_text(api: Api, values: Values) -> None:
    good = feedback(values)
    for escape in (r"\u0000", r"\ud800"):
        message = f"{values.words()} {escape}"
        body = f'{{"email": "{good["email"]}", "rating": {good["rating"]}, "message": "{message}"}}'
        api.post("/feedback", body=body, headers=JSON).error(400, fields=("message",))


@check(
    "What was refused as invalid does not count against the sender's limit",
    hints=[
        "Whoever mistypes a rating three times should still be heard.",
        "Look at the request first, at the limit second; only what was accepted counts.",
    ],
    needs=["rating"],
)
def test_refused_is_free(api: Api, values: Values) -> None:
    to = address(values)
    for _ in range(RATE_LIMIT):
        api.post("/feedback", json={**feedback(values, to), "rating": 0}).error(400, fields=("rating",))
    api.post("/feedback", json=feedback(values, to)).status(202)
