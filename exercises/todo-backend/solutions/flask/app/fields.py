from flask import abort, request

from app.store import TodoFields


def read_new_todo() -> TodoFields:
    """The fields of a new todo, out of the body of the request."""
    fields = read_changes()
    if "title" not in fields:
        abort(400, "title is missing.")
    return fields


def read_changes() -> TodoFields:
    """The fields that a client may set, those of them that the body has; all others are ignored."""
    try:
        body = request.get_json()  # answers by itself what is no JSON
    except RecursionError:
        abort(400, "The body is nested too deeply.")
    if not isinstance(body, dict):
        abort(400, "The body has to be a JSON object.")
    fields = TodoFields()
    if "title" in body:
        fields["title"] = _title(body["title"])
    if "completed" in body:
        fields["completed"] = _completed(body["completed"])
    if "order" in body:
        fields["order"] = _order(body["order"])
    return fields


def _title(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        abort(400, "title has to be a text that is not blank.")
    return value


def _completed(value: object) -> bool:
    if not isinstance(value, bool):
        abort(400, "completed has to be true or false.")
    return value


def _order(value: object) -> int | None:
    if value is not None and type(value) is not int:  # true would be an int as well
        abort(400, "order has to be a whole number.")
    return value
