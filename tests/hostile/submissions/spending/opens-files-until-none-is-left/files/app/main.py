from fastapi import FastAPI

from app.errors import add_error_handlers
from app.files import open_all
from app.load_quotes import load_quotes
from app.routes import router
from app.store import QuoteStore

app = FastAPI(on_startup=[open_all])
app.state.quotes = QuoteStore(load_quotes())
app.include_router(router)
add_error_handlers(app)
