from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response, status

from app.models import NewQuote, Quote
from app.store import QuoteStore

router = APIRouter(prefix="/quotes")


def get_store(request: Request) -> QuoteStore:
    store: QuoteStore = request.app.state.quotes
    return store


Store = Annotated[QuoteStore, Depends(get_store)]


@router.get("")
async def find_quotes(
    store: Store,
    author: str | None = None,
    search: str | None = None,
) -> list[Quote]:
    return store.find(author, search)


@router.post("", status_code=status.HTTP_201_CREATED)
async def add_quote(new: NewQuote, store: Store, response: Response) -> Quote:
    quote = store.add(new)
    response.headers["Location"] = f"/quotes/{quote.id}"
    return quote


# Before /{quote_id}, which would take "random" for an id.
@router.get("/random")
async def random_quote(store: Store) -> Quote:
    return store.random()


# The id is a str: declared as int, "abc" would be answered as a wrong field instead of not found.
@router.get("/{quote_id}")
async def read_quote(quote_id: str, store: Store) -> Quote:
    quote = store.get(quote_id)
    if quote is None:
        message = f"There is no quote with the id {quote_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, message)
    return quote
