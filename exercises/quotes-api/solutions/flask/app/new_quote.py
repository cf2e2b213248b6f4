from flask import abort, request

from app.errors import InvalidFields

FIELDS = ("text", "author")


def read_new_quote() -> dict[str, str]:
    """The text and author in the body of the request; an answer 400 when they are not right."""
    body = request.get_json(force=True, silent=True)  # None if there is no JSON
    if not isinstance(body, dict):
        abort(400, "The body has to be a JSON object.")
    problems = {name: problem for name in FIELDS if (problem := find_problem(body, name))}
    if problems:
        raise InvalidFields("The quote is not valid.", problems)
    return {name: body[name] for name in FIELDS}


def find_problem(body: dict[str, object], name: str) -> str | None:
    if name not in body:
        return "is missing"
    value = body[name]
    if not isinstance(value, str):
        return "must be a string"
    return None if value.strip() else "must not be empty"
