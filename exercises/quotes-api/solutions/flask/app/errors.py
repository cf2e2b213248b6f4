"""Errors as JSON in one form: {"error": "..."}, with "fields" where fields are wrong."""

from flask import Flask
from werkzeug.exceptions import BadRequest, HTTPException

Answer = tuple[dict[str, object], int]


class InvalidFields(BadRequest):
    """Fields of the request are wrong; `fields` says what is wrong with which."""

    def __init__(self, description: str, fields: dict[str, str]) -> None:
        super().__init__(description)
        self.fields = fields


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(InvalidFields, answer_invalid_fields)


# Whatever goes wrong arrives here as an HTTPException: unknown routes, and our own mistakes as well.
def answer_http_error(error: HTTPException) -> Answer:
    return {"error": error.description}, error.code or 500


def answer_invalid_fields(error: InvalidFields) -> Answer:
    return {"error": error.description, "fields": error.fields}, 400
