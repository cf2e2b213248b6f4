from fastapi import FastAPI

app = FastAPI(title="To-dos")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO: POST / keeps a todo in memory and answers with it; begin here.
# TODO: GET / and DELETE /
# TODO: a route for each todo's url: GET, PATCH and DELETE
# TODO: let pages of other origins in, preflights included; which answers does that concern?
