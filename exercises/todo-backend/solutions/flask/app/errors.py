"""Every error as `{"error": "..."}`."""

from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http_error)


def answer_http_error(error: HTTPException) -> Response:
    headers = dict(error.get_headers())  # those that belong to the error, such as Allow
    headers["Content-Type"] = "application/json"
    return Response(json.dumps({"error": error.description}), error.code, headers)
