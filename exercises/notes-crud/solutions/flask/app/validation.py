"""Reads notes from request bodies, and refuses with 400 and 415 what is none."""

from collections.abc import Callable

from flask import abort, request

from app.errors import InvalidNote
from app.store import NoteFields

LONGEST_TITLE = 200
LONGEST_BODY = 10_000


def read_note() -> NoteFields:
    """A whole note: what POST and PUT are given."""
    given = _read_object()
    problems = _problems(given)
    if "title" not in given:
        problems["title"] = "is required"
    if problems:
        raise InvalidNote(problems)
    return NoteFields(**{"body": "", **given})


def read_changes() -> NoteFields:
    """The fields that are to change: what PATCH is given."""
    given = _read_object()
    problems = _problems(given)
    if problems:
        raise InvalidNote(problems)
    return NoteFields(**given)


def _read_object() -> dict[str, object]:
    try:
        # Answers by itself: 415 for another media type, 400 for what is no JSON.
        body = request.get_json()
    except RecursionError:
        abort(400, "The body is nested too deeply.")
    if not isinstance(body, dict):
        abort(400, "The body must be a JSON object.")
    return body


def _problems(given: dict[str, object]) -> dict[str, str]:
    problems = {}
    for name, value in given.items():
        problem = _problem(name, value)
        if problem:
            problems[name] = problem
    return problems


def _problem(name: str, value: object) -> str | None:
    if name not in _RULES:
        return "is not a field that you can set"
    if not isinstance(value, str):
        return "must be a string"
    if not _is_encodable(value):
        return "must be valid Unicode"
    return _RULES[name](value)


def _title_problem(title: str) -> str | None:
    if not title.strip():
        return "must not be blank"
    if len(title) > LONGEST_TITLE:
        return f"must have at most {LONGEST_TITLE} characters"
    return None


def _body_problem(body: str) -> str | None:
    return f"must have at most {LONGEST_BODY} characters" if len(body) > LONGEST_BODY else None


def _is_encodable(text: str) -> bool:
    # JSON may hold halves of surrogate pairs, which stand for no character.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_RULES: dict[str, Callable[[str], str | None]] = {"title": _title_problem, "body": _body_problem}
