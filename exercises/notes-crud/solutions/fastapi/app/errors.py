"""Every error as `{"error": "..."}`, with `fields` where a field is to blame."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Match

# In the words of this API where pydantic's own say too much or too little.
_WORDS = {
    "missing": "is required",
    "extra_forbidden": "is not a field that you can set",
    "string_type": "must be a string",
    "string_unicode": "must be valid Unicode",
}


async def answer_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    # The input is not repeated in the answer: it may be long, secret, or not even encodable.
    fields = explain(error.errors())
    if not fields:
        return JSONResponse({"error": "The body must be a JSON object."}, 400)
    return JSONResponse({"error": "The note is not valid.", "fields": fields}, 400)


def explain(errors: Sequence[dict[str, Any]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for error in errors:
        match error["loc"]:
            case ("body", str(name), *_):
                words = _WORDS.get(error["type"], error["msg"])
                fields[name.encode(errors="replace").decode()] = words
    return fields


async def answer_http_error(request: Request, error: HTTPException) -> JSONResponse:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return JSONResponse({"error": error.detail}, error.status_code, headers)


def allowed_methods(request: Request) -> list[str]:
    """The methods of all routes with this path; Starlette alone names those of the first."""
    methods: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods)


async def answer_unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": "Something went wrong on our side."}, 500)  # it is logged


handlers: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: answer_invalid,
    HTTPException: answer_http_error,
    Exception: answer_unexpected,
}
