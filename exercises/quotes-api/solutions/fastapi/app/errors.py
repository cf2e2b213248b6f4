"""Errors as JSON in one form: {"error": "..."}, with "fields" where fields are wrong."""

from fastapi import FastAPI, Request, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException


def add_error_handlers(app: FastAPI) -> None:
    # Starlette's HTTPException is the parent of FastAPI's; unknown routes raise the parent.
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_bad_request)
    app.add_exception_handler(Exception, answer_server_error)


async def answer_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)


async def answer_bad_request(_request: Request, error: RequestValidationError) -> JSONResponse:
    # A problem is at ("body", "text") when a field is wrong, at ("body",) or ("body", 17) when the
    # whole body is.
    fields = {}
    for problem in error.errors():
        where = problem["loc"]
        if len(where) > 1 and isinstance(where[1], str):
            fields[where[1]] = problem["msg"].removeprefix("Value error, ")
    if fields:
        content = {"error": "The quote is not valid.", "fields": fields}
    else:
        content = {"error": "The body has to be a JSON object."}
    return JSONResponse(content, status.HTTP_400_BAD_REQUEST)


async def answer_server_error(_request: Request, _error: Exception) -> JSONResponse:
    content = {"error": "Something went wrong on the server."}
    return JSONResponse(content, status.HTTP_500_INTERNAL_SERVER_ERROR)
