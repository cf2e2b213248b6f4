import random
from typing import Any

from app.models import NewQuote, Quote


class QuoteStore:
    """The quotes, in memory."""

    def __init__(self, quotes: list[dict[str, Any]]) -> None:
        self._quotes = [Quote(**quote) for quote in quotes]
        self._next_id = max((quote.id for quote in self._quotes), default=0) + 1

    def find(self, author: str | None = None, search: str | None = None) -> list[Quote]:
        """The quotes that fit every filter given; all of them without a filter."""
        found = self._quotes
        if author is not None:
            found = [quote for quote in found if quote.author.casefold() == author.casefold()]
        if search is not None:
            found = [quote for quote in found if search.casefold() in quote.text.casefold()]
        return found

    def get(self, quote_id: str) -> Quote | None:
        """The quote with this id. The id is text, as it comes out of a path."""
        return next((quote for quote in self._quotes if str(quote.id) == quote_id), None)

    def random(self) -> Quote:
        return random.choice(self._quotes)

    def add(self, new: NewQuote) -> Quote:
        quote = Quote(id=self._next_id, text=new.text, author=new.author)
        self._next_id += 1
        self._quotes.append(quote)
        return quote
