from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote, quote_plus

from roadmap_lab.checks import Api, Reply, Values, check
from roadmap_lab.checks.expectation import a_positive_whole_number, some_text

A_QUOTE = {"id": a_positive_whole_number, "text": some_text, "author": some_text}
JSON = {"Content-Type": "application/json"}

# Draws of a random quote. Each of the three verdicts wrongs a fair server with a chance below 2e-10:
# after ln(n) + 23 draws for each of n quotes, one of them is still missing with at most e^-23;
# of 12 quotes or more, 30 draws are all the same, or 12 repeat those of a round before, with at most 12^-12.
ENOUGH_DRAWS = 23
SAME_DRAWS = 30
REPEATED_DRAWS = 12


def quotes_in(reply: Reply) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reply.matches([A_QUOTE] * len(reply.array()))
    return found


def all_quotes(api: Api) -> list[dict[str, Any]]:
    return quotes_in(api.get("/quotes").status(200))


def add(api: Api, text: str, author: str) -> dict[str, Any]:
    reply = api.post("/quotes", json={"text": text, "author": author}).status(201)
    added: dict[str, Any] = reply.matches({"id": a_positive_whole_number, "text": text, "author": author})
    return added


def expect_only(reply: Reply, wanted: dict[str, Any]) -> None:
    found = quotes_in(reply.status(200))
    if [one["id"] for one in found] != [wanted["id"]]:
        reply.fail(f"an array of one quote: id {wanted['id']}, {wanted['text']!r}", reply.summary())


@check(
    "GET /quotes answers 200 with a JSON array of all quotes, each with id, text and author",
    hints=[
        "Send the quotes that the server read from data/quotes.json at its start.",
        "The body is the array itself, [...], not an object with an array in it.",
        "Express: response.json(quotes). FastAPI: return the list.",
    ],
)
def test_list(api: Api) -> None:
    reply = api.get("/quotes").status(200)
    found = quotes_in(reply)
    if not 12 <= len(found) <= 100:
        reply.fail("from 12 to 100 quotes", f"{len(found)} of them")
    ids = [one["id"] for one in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        reply.fail("an id of its own for every quote", f"more than one quote with the id {twice[0]}")


@check(
    "GET /quotes/{id} answers 200 with the quote that has this id",
    hints=[
        "The id is not the place of the quote in the list: some numbers are missing.",
        (
            "Search for the quote whose id is the one in the path. What comes out of a path is text; the "
            "ids in the data are numbers."
        ),
        (
            "JavaScript: quotes.find((quote) => String(quote.id) === id). Python: next((quote for quote "
            "in quotes if str(quote.id) == quote_id), None)."
        ),
    ],
    needs=["list"],
)
def test_read_one(api: Api, values: Values) -> None:
    found = all_quotes(api)
    for one in (found[0], found[-1], values.choice(found)):
        api.get(f"/quotes/{one['id']}").status(200).matches(one)


@check(
    "GET /quotes/{id} answers 404 with a JSON error for any id that no quote has",
    hints=[
        "What does your server do when it finds no quote, or when the id is no number at all?",
        (
            "An id such as abc or 2abc is no id of any quote, so the answer is 404 like for 999. Beware "
            "of functions that read only the first digits, and of a framework that refuses the id before "
            "your code sees it."
        ),
        (
            "Express: compare String(quote.id) with request.params.id; parseInt('2abc') is 2. FastAPI: "
            "declare quote_id: str and compare it with str(quote.id); with quote_id: int it answers 422."
        ),
    ],
    needs=["read-one"],
)
def test_unknown_id(api: Api, values: Values) -> None:
    ids = [one["id"] for one in all_quotes(api)]
    for unknown in (
        max(ids) + values.integer(1000, 9000),
        0,
        -1,
        values.token(5),
        f"{values.choice(ids)}abc",
    ):
        api.get(f"/quotes/{unknown}").error(404)


@check(
    "A route that does not exist answers 404 with a JSON error",
    hints=[
        "The page for unknown routes that comes with your framework is not in the form of our errors.",
        'Errors have the form {"error": "..."} everywhere, also where none of your routes was asked.',
        (
            "Express: a last app.use((request, response) => ...) after all routes. FastAPI: an exception "
            "handler for starlette.exceptions.HTTPException (FastAPI's own class is a child of it, and "
            "unknown routes raise the parent)."
        ),
    ],
)
def test_unknown_route(api: Api, values: Values) -> None:
    for path in (f"/{values.token()}", f"/{values.token()}/{values.integer(1, 99)}"):
        api.get(path).error(404)


@check(
    "GET /quotes/random answers 200 with one of the quotes",
    hints=[
        "Could another of your routes believe that it is meant?",
        (
            '/quotes/random also fits /quotes/{id}, with the id "random". The first route that fits gets '
            "the request."
        ),
        "Define the route /quotes/random before the route /quotes/{id}.",
    ],
    needs=["list"],
)
def test_random(api: Api) -> None:
    known = {one["id"]: one for one in all_quotes(api)}
    for _ in range(3):
        reply = api.get("/quotes/random").status(200)
        drawn = reply.matches(A_QUOTE)
        if drawn["id"] not in known:
            reply.fail("one of the quotes that GET /quotes lists", reply.summary())
        reply.matches(known[drawn["id"]])


@check(
    "POST /quotes answers 201 with the new quote, and Location names its address",
    hints=[
        "When something new was made, the status is not 200.",
        (
            "The answer has three parts: status 201, a header Location: /quotes/{id}, and the quote with "
            "its new id as the body."
        ),
        (
            "Express: response.status(201).location(`/quotes/${quote.id}`).json(quote). FastAPI: "
            'status_code=201 in the decorator, and response.headers["Location"] = ... on the Response '
            "that the function can ask for."
        ),
    ],
    needs=["list"],
)
def test_create(api: Api, values: Values) -> None:
    text, author = values.sentence(), values.name()
    reply = api.post("/quotes", json={"text": text, "author": author}).status(201)
    added = reply.matches({"id": a_positive_whole_number, "text": text, "author": author})
    reply.header("Location", pattern=rf"(https?://[^/]+)?/quotes/{added['id']}")


@check(
    "The server gives a new quote an id that no other quote has",
    hints=[
        "How many quotes there are says nothing about which ids are taken.",
        "Count on from the largest id there is, and leave an id that the client sends where it is.",
        (
            "Take only text and author out of the body: { id: nextId, text, author }. With { id: nextId, "
            "...body } the client's id wins."
        ),
    ],
    needs=["list", "create"],
)
def test_fresh_id(api: Api, values: Values) -> None:
    taken = {one["id"] for one in all_quotes(api)}
    wished = values.choice(sorted(taken))
    plain = {"text": values.sentence(), "author": values.name()}
    for body in (plain, plain, {"id": wished, **plain}, {**plain, "id": wished}):
        reply = api.post("/quotes", json=body).status(201)
        given = reply.matches(A_QUOTE)["id"]
        if given in taken:
            reply.fail("an id that no other quote has", f"{given}, which another quote has already")
        taken.add(given)


@check(
    "A new quote can be read back by its id and in the list, letter for letter",
    hints=[
        "What was added has to be in the data that GET reads from then on.",
        (
            "Keep the text as it came: no rule about which letters are allowed, no conversion to another "
            "encoding."
        ),
        "Put the new quote into the same array or list from which GET /quotes and GET /quotes/{id} answer.",
    ],
    needs=["read-one", "fresh-id"],
)
def test_read_back(api: Api, values: Values) -> None:
    for text, author in ((values.sentence(), values.name()), (values.unicode(), values.unicode())):
        added = add(api, text, author)
        api.get(f"/quotes/{added['id']}").status(200).matches(added)
        reply = api.get("/quotes").status(200)
        if added not in [{name: one[name] for name in A_QUOTE} for one in quotes_in(reply)]:
            reply.fail(f"an array with the new quote in it: id {added['id']}, {text!r}", reply.summary())


@check(
    "GET /quotes?author= finds the quotes whose author has this whole name, in capitals or not",
    hints=[
        "Look at what differs: capitals, or only a part of the name.",
        (
            "Bring both names to small letters and see if they are equal. A name that only begins in the "
            "same way belongs to somebody else."
        ),
        (
            "JavaScript: quote.author.toLowerCase() === author.toLowerCase(). Python: "
            "quote.author.casefold() == author.casefold()."
        ),
    ],
    needs=["read-back"],
)
def test_by_author(api: Api, values: Values) -> None:
    author = f"Zoë {values.token().capitalize()} Müller"
    wanted = add(api, values.sentence(), author)
    add(api, values.sentence(), f"{author} Junior")
    expect_only(api.get(f"/quotes?author={quote(author)}"), wanted)
    expect_only(api.get(f"/quotes?author={quote_plus(author.swapcase())}"), wanted)


@check(
    "GET /quotes?search= finds the quotes whose text contains this, in capitals or not",
    hints=[
        "It may stand in the middle of a word, and it is looked for in the text alone.",
        (
            "Bring the text and what is searched to small letters, both of them, and see if one contains "
            "the other."
        ),
        (
            "JavaScript: quote.text.toLowerCase().includes(search.toLowerCase()). Python: "
            "search.casefold() in quote.text.casefold()."
        ),
    ],
    needs=["read-back"],
)
def test_search(api: Api, values: Values) -> None:
    word = values.token(4).upper() + values.token(4)
    wanted = add(api, f"{values.words()} {word} {values.words()}", values.name())
    add(api, values.sentence(), f"{values.name()} {word}")
    expect_only(api.get(f"/quotes?search={word}"), wanted)
    expect_only(api.get(f"/quotes?search={word[1:7].swapcase()}"), wanted)


@check(
    "In search every character stands for itself",
    hints=[
        "Some characters mean something to whatever does your searching.",
        (
            "Don't make a regular expression of what a client sends: . * ( [ and others would be read as "
            "a pattern. Don't decode the query a second time either, or % and + are read as something "
            "else."
        ),
        (
            "Use a plain text search, text.includes(...) in JavaScript or ... in text in Python, with the "
            "value exactly as your framework gives it."
        ),
    ],
    needs=["search"],
)
def test_search_literal(api: Api, values: Values) -> None:
    left, right = values.token(5), values.token(5)
    wanted = add(api, f"{left}.{right} is 100% sure (a+b=c & [d]*?) {right}", values.name())
    add(api, f"{left}x{right} is a decoy", values.name())
    for searched in (f"{left}.{right}", f"{right} is 100% sure", f"a+b=c & [d]*?) {right}"):
        expect_only(api.get(f"/quotes?search={quote_plus(searched)}"), wanted)


@check(
    "With author and search together a quote has to fit both",
    hints=[
        "What happens when a request has both parameters?",
        (
            "Begin with all quotes, keep those that fit the author if one is given, and of these keep "
            "those that fit the search if one is given."
        ),
    ],
    needs=["by-author", "search"],
)
def test_both_filters(api: Api, values: Values) -> None:
    author, word = values.name(), values.token(10)
    wanted = add(api, f"{values.words()} {word}", author)
    add(api, values.sentence(), author)
    add(api, f"{values.words()} {word}", values.name())
    expect_only(api.get(f"/quotes?author={quote(author)}&search={word}"), wanted)
    expect_only(api.get(f"/quotes?search={word}&author={quote(author)}"), wanted)


@check(
    "A search that finds nothing answers 200 with an empty array",
    hints=[
        "Is it an error when no quote fits?",
        "The list of quotes exists, it is only empty this time: 200 and [].",
        "404 is for an address that leads nowhere, such as /quotes/999.",
    ],
    needs=["by-author", "search"],
)
def test_nothing_found(api: Api, values: Values) -> None:
    author, word = quote(f"Nobody {values.token(10)}"), values.token(16)
    for query in (f"author={author}", f"search={word}", f"author={author}&search={word}"):
        api.get(f"/quotes?{query}").status(200).matches([])


@check(
    "GET /quotes/random brings every quote there is, the newest too, in no order that repeats",
    hints=[
        "Ask for some random quotes by hand, one after the other. What do you see?",
        (
            "Draw anew in every request, from all the quotes that the server has at that moment, the last "
            "one included."
        ),
        "JavaScript: quotes[Math.floor(Math.random() * quotes.length)]. Python: random.choice(quotes).",
    ],
    needs=["random", "read-back"],
    seconds=20,
)
def test_really_random(api: Api, values: Values) -> None:
    newest = add(api, values.sentence(), values.name())
    waited_for = {one["id"]: one["text"] for one in all_quotes(api)} | {newest["id"]: newest["text"]}
    count = len(waited_for)
    most = math.ceil(count * (math.log(count) + ENOUGH_DRAWS))
    drawn: list[int] = []
    while waited_for or len(drawn) < count + REPEATED_DRAWS:
        reply = api.get("/quotes/random").status(200)
        drawn.append(reply.matches({"id": a_positive_whole_number})["id"])
        waited_for.pop(drawn[-1], None)
        if len(drawn) == SAME_DRAWS and len(set(drawn)) == 1:
            reply.fail("different quotes", f"the quote with the id {drawn[0]} {SAME_DRAWS} times in a row")
        if len(drawn) == count + REPEATED_DRAWS and drawn[count:] == drawn[:REPEATED_DRAWS]:
            reply.fail("no fixed order", f"the same order over and over: ids {', '.join(map(str, drawn))}")
        if len(drawn) == most:
            missing, text = max(waited_for.items())
            reply.fail(
                f"each of the {count} quotes at least once in {most} requests",
                f"{len(set(drawn))} different ones, and never id {missing}, {text!r}",
            )


@check(
    "POST /quotes answers 400 and explains every field that is wrong, and only those",
    hints=[
        "Is the field there? Is it a string? Is there more in it than blanks?",
        (
            "Don't stop at the first wrong field: collect a message for each, then answer 400 with all of "
            "them in fields."
        ),
        (
            "JavaScript: typeof value !== 'string' || value.trim() === ''. FastAPI: it answers 422 in a "
            "form of its own; an exception handler for RequestValidationError can make 400 with fields of "
            "it."
        ),
    ],
    needs=["create"],
)
def test_invalid_fields(api: Api, values: Values) -> None:
    good = values.sentence()
    cases: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
        ({}, ("text", "author")),
        ({"text": good}, ("author",)),
        ({"text": "", "author": good}, ("text",)),
        ({"text": " " * values.integer(1, 5), "author": "   "}, ("text", "author")),
        ({"text": values.integer(1, 99), "author": good}, ("text",)),
        ({"text": [good], "author": None}, ("text", "author")),
    )
    for body, wrong in cases:
        reply = api.post("/quotes", json=body)
        told = reply.error(400, fields=wrong).get("fields", {})
        for name in ("text", "author"):
            if name in told and name not in wrong:
                reply.fail(f'nothing about "{name}" in "fields": it is right', reply.summary())


@check(
    "POST /quotes answers 400 with a JSON error when the body is no JSON object",
    hints=[
        "Who reads the body, and what do your routes get when it can't be read, or when there is none?",
        (
            "Three cases: JSON that breaks off, no body at all, and JSON that is something else, such as "
            "[]. Each is the client's mistake, so 400 and not 500."
        ),
        (
            "Express: an error handler app.use((error, request, response, next) => ...) for what "
            "express.json() throws; request.body is undefined without a body. FastAPI: all three arrive "
            "as RequestValidationError."
        ),
    ],
    needs=["invalid-fields"],
)
def test_malformed_json(api: Api, values: Values) -> None:
    api.post("/quotes", body=f'{{"text": "{values.words()}', headers=JSON).error(400)
    api.post("/quotes").error(400)
    api.post("/quotes", json=[]).error(400)
