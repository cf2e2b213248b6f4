"""Every error as `{"error": "..."}`, with `fields` where a field is to blame."""

from flask import Flask, Response, json
from werkzeug.exceptions import BadRequest, HTTPException


class InvalidFeedback(BadRequest):
    """Fields of a feedback are wrong; `fields` says what is wrong with which."""

    description = "The feedback is not valid."

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__()
        self.fields = fields


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http_error)


def answer_http_error(error: HTTPException) -> Response:
    body: dict[str, object] = {"error": error.description}
    if isinstance(error, InvalidFeedback):
        body["fields"] = error.fields
    headers = dict(error.get_headers())  # those that belong to the error, such as Retry-After
    headers["Content-Type"] = "application/json"
    return Response(json.dumps(body), error.code, headers)
