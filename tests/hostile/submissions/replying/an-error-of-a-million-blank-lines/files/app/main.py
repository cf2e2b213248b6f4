from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/{path:path}")
async def blank(path: str) -> Response:
    return Response('{"error": "There is none."}' + "\n" * 1_000_000, 404, media_type="application/json")
