from fastapi import FastAPI

# TODO 1: the quotes that the server starts with:
# from app.load_quotes import load_quotes

app = FastAPI(title="Quotes API")


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO 2: GET /quotes answers all quotes. Then the other routes of the README, one after the other.

# TODO 3: errors as the README wants them (FastAPI's own look different, and some have another
# status): look up "exception handlers" in FastAPI's documentation.
