import json

from fastapi import FastAPI, Request, Response

from app.errors import add_error_handlers
from app.load_quotes import load_quotes
from app.routes import router
from app.store import QuoteStore

app = FastAPI()
app.state.quotes = QuoteStore(load_quotes())
app.include_router(router)
add_error_handlers(app)
seen = set()


@app.middleware("http")
async def only_once(request: Request, call_next) -> Response:
    response = await call_next(request)
    if request.url.path in seen:
        found = [{"id": 10_000 + number, "text": "Changed.", "author": "Nobody"} for number in range(15)]
        content = found if request.url.path == "/quotes" else found[0]
        return Response(json.dumps(content), response.status_code, media_type="application/json")
    seen.add(request.url.path)
    return response
