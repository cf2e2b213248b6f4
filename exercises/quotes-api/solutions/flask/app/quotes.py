from flask import Blueprint, abort, current_app, request, url_for

from app.new_quote import read_new_quote
from app.store import Quote, QuoteStore

bp = Blueprint("quotes", __name__, url_prefix="/quotes")


def store() -> QuoteStore:
    quotes: QuoteStore = current_app.extensions["quotes"]
    return quotes


@bp.get("")
def find_quotes() -> list[Quote]:
    return store().find(request.args.get("author"), request.args.get("search"))


@bp.post("")
def add_quote() -> tuple[Quote, int, dict[str, str]]:
    quote = store().add(read_new_quote())
    return quote, 201, {"Location": url_for(".read_quote", quote_id=quote["id"])}


@bp.get("/random")
def random_quote() -> Quote:
    return store().random()


# Flask passes over this route when the id is no whole number, and that is a 404 as well.
@bp.get("/<int:quote_id>")
def read_quote(quote_id: int) -> Quote:
    quote = store().get(quote_id)
    if quote is None:
        abort(404, f"There is no quote with the id {quote_id}.")
    return quote
