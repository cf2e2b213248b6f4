"""One function is one check; its id is the function's name. They run in this order."""

from __future__ import annotations

from typing import Any

from roadmap_lab.checks import Api, Values, check
from roadmap_lab.checks.expectation import a_positive_whole_number


def leave(api: Api, text: str) -> dict[str, Any]:
    """Makes a message and expects it back, with an id."""
    made: dict[str, Any] = (
        api.post("/messages", json={"text": text})
        .status(201)
        .matches({"id": a_positive_whole_number, "text": text})
    )
    return {"id": made["id"], "text": text}


@check(
    "POST /messages answers 201 with the new message",
    hints=[
        "Look at the status first: something new was made.",
        "The answer is the message itself: the text that came, with an id that the server gave.",
    ],
)
def test_create(api: Api, values: Values) -> None:
    leave(api, values.sentence())


@check(
    "GET /messages/{id} answers 200 with the message that has this id",
    hints=[
        "Leave two messages, then read the first one. What comes?",
        "What stands in a path is text, while the ids that you gave are numbers: is 7 found under '7'?",
    ],
    needs=["create"],
)
def test_read(api: Api, values: Values) -> None:
    for message in [leave(api, values.sentence()) for _ in range(2)]:
        api.get(f"/messages/{message['id']}").status(200).matches(message)


@check(
    "A text comes back exactly as it was sent",
    hints=[
        "Compare what came with what was sent, letter for letter, the ends too.",
        "Trim a text only to see if it is blank; what is kept is what came.",
    ],
    needs=["read"],
)
def test_text_kept(api: Api, values: Values) -> None:
    message = leave(api, f"  {values.unicode()}\n")
    api.get(f"/messages/{message['id']}").status(200).matches(message)


@check(
    "A message that is not there answers 404 with a JSON error",
    hints=[
        "What does your server answer when it finds nothing?",
        'The answer is 404 with {"error": "..."}.',
    ],
    needs=["read"],
)
def test_unknown_message(api: Api, values: Values) -> None:
    unknown = leave(api, values.sentence())["id"] + values.integer(1_000_000, 9_000_000)
    api.get(f"/messages/{unknown}").error(404)


@check(
    "A message without a text is refused with 400, and `fields` says why",
    hints=[
        "Is the text there? Is it a string? Is there more in it than blanks?",
        'The answer is 400 with {"error": "...", "fields": {"text": "..."}}.',
    ],
    needs=["create"],
)
def test_text_required(api: Api, values: Values) -> None:
    blank = values.choice([" ", "  \t", "\n \n"])
    for body in ({}, {"text": ""}, {"text": blank}, {"text": values.integer(1, 99)}, {"text": None}):
        api.post("/messages", json=body).error(400, fields=("text",))
