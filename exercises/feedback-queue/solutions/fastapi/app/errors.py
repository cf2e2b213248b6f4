"""Every error as `{"error": "..."}`, with `fields` where a field is to blame."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

# In the words of this API where pydantic's own say too much or too little.
_WORDS = {
    "missing": "is required",
    "int_type": "must be a whole number",
    "string_type": "must be a string",
    "string_unicode": "must be valid Unicode",
}


async def answer_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    fields = {}
    for problem in error.errors():
        match problem["loc"]:
            case ("body", str(name), *_):
                fields[name] = _WORDS.get(problem["type"], problem["msg"])
    if not fields:
        return JSONResponse({"error": "The body must be a JSON object."}, 400)
    return JSONResponse({"error": "The feedback is not valid.", "fields": fields}, 400)


async def answer_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


async def answer_unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": "Something went wrong on our side."}, 500)  # it is logged


handlers: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: answer_invalid,
    HTTPException: answer_http_error,
    Exception: answer_unexpected,
}
