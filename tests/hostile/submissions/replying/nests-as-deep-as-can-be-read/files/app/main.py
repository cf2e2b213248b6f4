import json

from fastapi import FastAPI, Response

from app.load_quotes import load_quotes

app = FastAPI()
quotes = {str(quote["id"]): json.dumps(quote)[:-1] for quote in load_quotes()}
DEEP = f', "more": {"[" * 700}{"]" * 700}}}'


@app.get("/quotes")
async def all_quotes() -> Response:
    return Response(f"[{', '.join(one + DEEP for one in quotes.values())}]", media_type="application/json")


@app.get("/quotes/{quote_id}")
async def one_quote(quote_id: str) -> Response:
    return Response(quotes[quote_id] + DEEP, media_type="application/json")
