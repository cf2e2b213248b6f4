"""What a browser asks for on behalf of a page from another origin (Fetch standard, CORS protocol)."""

from __future__ import annotations

from todos import ORIGIN, add, done, permits

from roadmap_lab.checks import Api, Reply, Values, check

METHODS = "Access-Control-Allow-Methods"
HEADERS = "Access-Control-Allow-Headers"


def a_page(values: Values) -> str:
    return f"https://{values.token()}.example"


def preflight(api: Api, path: str, method: str, origin: str) -> Reply:
    return api.send(
        "OPTIONS",
        path,
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type",
        },
    )


def asked_before(api: Api, path: str, origin: str) -> list[tuple[str, Reply]]:
    """The preflights to the root and to a todo's url, each with the method that it asks for."""
    cases = [("/", "POST"), ("/", "DELETE"), (path, "PATCH"), (path, "DELETE")]
    return [(method, preflight(api, where, method, origin)) for where, method in cases]


@check(
    "Every answer permits pages of any origin to read it",
    hints=[
        "Look at the headers of each answer, not only of the preflights.",
        f"{ORIGIN} is there on each of them, once, and it is * or the origin of the request.",
        (
            "Set it in one place that every answer passes, and only there: no origin is called *, *. "
            "Express: app.use((req, res, next) => ...) before the routes. FastAPI: "
            "app.add_middleware(CORSMiddleware, ...)."
        ),
    ],
    needs=["list", "patch-title", "delete"],
)
def test_cors(api: Api, values: Values) -> None:
    origin = a_page(values)
    headers = {"Origin": origin}
    fields = {"title": values.title()}
    _, path = add(api, fields)
    for reply in (
        api.get("/", headers=headers),
        api.post("/", json=fields, headers=headers),
        api.get(path, headers=headers),
        api.patch(path, json={"title": values.title()}, headers=headers),
        api.delete(path, headers=headers),
        api.delete("/", headers=headers),
    ):
        permits(done(reply), origin)


@check(
    "A preflight is answered with success and permits pages of any origin, at / and at a todo's url",
    hints=[
        "A preflight is an OPTIONS request. Which of your routes gets it?",
        f"It needs a status from 200 to 299, and {ORIGIN} like every answer; both at every address.",
        (
            "Express: answer in the middleware, if (req.method === 'OPTIONS') return res.sendStatus(204). "
            "FastAPI: CORSMiddleware does it, but refuses methods that are not in allow_methods."
        ),
    ],
    needs=["url"],
)
def test_preflight(api: Api, values: Values) -> None:
    origin = a_page(values)
    _, path = add(api, {"title": values.title()})
    for _, reply in asked_before(api, path, origin):
        permits(done(reply), origin)


@check(
    "A preflight permits the method that it asks for",
    hints=[
        "The browser compares the method that the page wants to use with a list of yours.",
        f"The list is in {METHODS}, in capitals, with commas between: PATCH and DELETE have to be there.",
        f"For example {METHODS}: GET, POST, PATCH, DELETE",
    ],
    needs=["preflight"],
)
def test_preflight_methods(api: Api, values: Values) -> None:
    _, path = add(api, {"title": values.title()})
    for method, reply in asked_before(api, path, a_page(values)):
        if method == "POST":  # permitted to every page, listed or not
            continue
        value = reply.headers.get(METHODS.lower(), "")
        if not {method, "*"} & set(_listed(value)):
            reply.fail(f"{METHODS} with {method}", f"{METHODS}: {value}" if value else f"no {METHODS}")


@check(
    "A preflight permits the header Content-Type",
    hints=[
        "A page that sends JSON says so in a header, and has to be permitted to set it.",
        f"{HEADERS} lists the headers that a page may set; content-type is among them, or it is *.",
        f"For example {HEADERS}: Content-Type",
    ],
    needs=["preflight"],
)
def test_preflight_headers(api: Api, values: Values) -> None:
    _, path = add(api, {"title": values.title()})
    for _, reply in asked_before(api, path, a_page(values)):
        value = reply.headers.get(HEADERS.lower(), "")
        if not {"content-type", "*"} & set(_listed(value.lower())):
            reply.fail(f"{HEADERS} with content-type", f"{HEADERS}: {value}" if value else f"no {HEADERS}")


def _listed(value: str) -> list[str]:
    return [one.strip() for one in value.split(",")]
