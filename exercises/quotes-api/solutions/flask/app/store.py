import random
from itertools import count
from typing import Any

Quote = dict[str, Any]


class QuoteStore:
    """The quotes, in memory."""

    def __init__(self, quotes: list[Quote]) -> None:
        self._quotes = {quote["id"]: quote for quote in quotes}
        # Requests run in threads; of all ways to count, this one never gives a number twice.
        self._ids = count(max(self._quotes, default=0) + 1)

    def find(self, author: str | None = None, search: str | None = None) -> list[Quote]:
        """The quotes that fit every filter given; all of them without a filter."""
        found = list(self._quotes.values())
        if author is not None:
            found = [quote for quote in found if quote["author"].casefold() == author.casefold()]
        if search is not None:
            found = [quote for quote in found if search.casefold() in quote["text"].casefold()]
        return found

    def get(self, quote_id: int) -> Quote | None:
        return self._quotes.get(quote_id)

    def random(self) -> Quote:
        return random.choice(list(self._quotes.values()))

    def add(self, fields: dict[str, str]) -> Quote:
        quote = {"id": next(self._ids), **fields}
        self._quotes[quote["id"]] = quote
        return quote
