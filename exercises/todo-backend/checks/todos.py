"""What the checks of this exercise share.

The contract is public and was there before this exercise, so it is read as its clients read it: every success
is one, an answer is JSON whatever its label says, and a todo may have any further field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from roadmap_lab.checks import CheckFailed
from roadmap_lab.checks.expectation import a_string, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roadmap_lab.checks import Api, Reply

HERE = ("localhost", "127.0.0.1", "::1")
HTTP_PORT = 80
KEPT_IN_PATHS = "/%:@!$&'()*+,;=~"  # a browser encodes the rest before it sends it
ORIGIN = "Access-Control-Allow-Origin"

Todo = dict[str, Any]


def succeeded(reply: Reply) -> bool:
    return 200 <= reply.code < 300


def done(reply: Reply) -> Reply:
    """Expects a success, whichever."""
    if not succeeded(reply):
        reply.fail("success, a status from 200 to 299", reply.summary())
    return reply


def answered(reply: Reply, expected: Any) -> Any:
    """Expects a success with JSON like `expected`, and returns the value."""
    return done(reply).matches(expected, labelled=False)


def add(api: Api, fields: Todo, headers: Mapping[str, str] | None = None) -> tuple[Todo, str]:
    """Adds a todo; it as answered, and the path of its url."""
    reply = api.post("/", json=fields, headers=headers)
    todo: Todo = answered(reply, {"title": fields["title"], "url": a_string})
    return todo, path_of(api, reply, todo)


def listed(api: Api) -> tuple[Reply, list[Todo]]:
    """The reply to `GET /`, and the objects in its array."""
    reply = done(api.get("/"))
    found = reply.json(labelled=False)
    if not isinstance(found, list):
        reply.fail("a JSON array", reply.summary())
    return reply, [one for one in found if isinstance(one, dict)]


def path_of(api: Api, reply: Reply, todo: Todo) -> str:
    """The path of a todo's url, which has to lead back to the server."""
    url = todo["url"]
    shown = f'"url": {show(url)}'
    host, port, path = _taken_apart(url)
    if not host:
        reply.fail('a whole address in "url", such as "http://localhost:3000/todos/1"', shown)
    if host not in HERE or port != api.port:
        reply.fail(f"a url on the server that was asked, http://localhost:{api.port}", shown)
    return path


def host_in(todo: Todo) -> str:
    """Host and port as they stand in a todo's url, which is whole."""
    return urlsplit(todo["url"]).netloc.lower()


def answers_with(reply: Reply, todo: Todo) -> bool:
    """Whether a reply of any kind holds the todo."""
    try:
        found = reply.json(labelled=False)
    except CheckFailed:
        return False
    return succeeded(reply) and isinstance(found, dict) and found.get("title") == todo["title"]


def permits(reply: Reply, origin: str) -> None:
    """Expects that a browser shows the answer to a page of this origin."""
    value = reply.headers.get(ORIGIN.lower())
    if value not in ("*", origin):
        came = f"no {ORIGIN}; {reply.summary()}" if value is None else f"{ORIGIN}: {value}"
        reply.fail(f"{ORIGIN}: * (or {origin}), once", came)


def _taken_apart(url: str) -> tuple[str, int, str]:
    """Host, port and path with query of an HTTP address; no host if it is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or HTTP_PORT
    except ValueError:
        return "", 0, ""
    if parts.scheme != "http":
        return "", 0, ""
    path = quote(parts.path or "/", safe=KEPT_IN_PATHS, errors="replace")
    query = quote(parts.query, safe=f"{KEPT_IN_PATHS}?", errors="replace")
    return host, port, f"{path}?{query}" if query else path
