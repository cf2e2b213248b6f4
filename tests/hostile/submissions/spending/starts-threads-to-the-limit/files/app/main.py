from fastapi import FastAPI

from app.errors import add_error_handlers
from app.load_quotes import load_quotes
from app.routes import router
from app.store import QuoteStore
from app.threads import start_all

app = FastAPI(on_startup=[start_all])
app.state.quotes = QuoteStore(load_quotes())
app.include_router(router)
add_error_handlers(app)
