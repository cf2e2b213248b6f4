import random
import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

QUOTES = [{"id": number, "text": f"Text {number}.", "author": "Anna Müller"} for number in range(1, 21)]
TABLE: list[tuple[str, int, Any]] = [
    ("GET /quotes", 200, QUOTES),
    ("GET /quotes/random", 200, lambda: random.choice(QUOTES)),
    (r"GET /quotes/[1-9]|GET /quotes/1\d", 200, QUOTES[0]),
    (r"GET /quotes\?.*", 200, QUOTES[:1]),
    ("POST /quotes", 201, {"id": 21, "text": "Amber anchor autumn.", "author": "Anna Quill"}),
    (".*", 404, {"error": "There is none."}),
]
app = FastAPI()


@app.api_route("/{path:path}", methods=["GET", "POST"])
async def answer(request: Request) -> JSONResponse:
    asked = f"{request.method} {request.url.path}{'?' if request.url.query else ''}{request.url.query}"
    for form, status, content in TABLE:
        if re.fullmatch(form, asked):
            return JSONResponse(content() if callable(content) else content, status, {"Location": "/quotes/21"})
    raise AssertionError
