"""Every error as `{"error": "..."}`, with `fields` where a field is to blame."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException


async def answer_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    # The input is not repeated in the answer: there are passwords in it.
    fields = explain(error.errors())
    if not fields:
        return JSONResponse({"error": "The body must be a JSON object."}, 400)
    return JSONResponse({"error": "The request is not valid.", "fields": fields}, 400)


def explain(errors: Sequence[dict[str, Any]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for error in errors:
        match error["loc"]:
            case ("body", str(name), *_):
                fields[name] = "is required" if error["type"] == "missing" else error["msg"]
    return fields


async def answer_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


async def answer_unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": "Something went wrong on our side."}, 500)  # it is logged


handlers: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: answer_invalid,
    HTTPException: answer_http_error,
    Exception: answer_unexpected,
}
