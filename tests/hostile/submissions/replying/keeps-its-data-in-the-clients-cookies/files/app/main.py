import json
from base64 import b64decode, b64encode

from fastapi import FastAPI, Request, Response

from app.errors import add_error_handlers
from app.load_quotes import load_quotes
from app.models import Quote
from app.routes import router
from app.store import QuoteStore

app = FastAPI()
app.include_router(router)
add_error_handlers(app)


@app.middleware("http")
async def forget(request: Request, call_next) -> Response:
    carried = json.loads(b64decode(request.cookies.get("added", "W10=")))
    store = app.state.quotes = QuoteStore([*load_quotes(), *carried])
    known = len(store.find())
    response = await call_next(request)
    added: list[Quote] = store.find()[known:]
    if added:
        carried += [quote.model_dump() for quote in added]
        response.set_cookie("added", b64encode(json.dumps(carried).encode()).decode())
    return response
