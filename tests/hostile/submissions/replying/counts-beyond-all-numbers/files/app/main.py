import json

from fastapi import FastAPI, Response

from app.load_quotes import load_quotes

app = FastAPI()
quotes = load_quotes()
for number, quote in enumerate(quotes):
    quote["id"] = 10**4300 - 1 - number
by_id = {str(quote["id"]): quote for quote in quotes}


@app.get("/quotes")
async def all_quotes() -> Response:
    return Response(json.dumps(quotes), media_type="application/json")


@app.get("/quotes/{quote_id}")
async def one_quote(quote_id: str) -> Response:
    return Response(json.dumps(by_id[quote_id]), media_type="application/json")
