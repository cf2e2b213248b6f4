"""Which routes checks ask for, and whether a brief mentions them."""

from __future__ import annotations

import pytest

from roadmap_lab.authoring.routes import is_mentioned, mentioned_routes, used_routes


def used(source: str) -> list[str]:
    return [one.path for one in used_routes([("test_a.py", source)])]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ('api.get("/notes")', ["/notes"]),
        ('api.get("/notes?author=x#y")', ["/notes"]),
        ('api.delete("/notes/")', ["/notes"]),
        ('api.put(f"/notes/{one}/tags/{two}")', ["/notes/{...}/tags/{...}"]),
        ('api.send("OPTIONS", "/notes")', ["/notes"]),
        ('api.send(method, path="/notes")', []),  # paths are given by place
        ('pod.second("web").post("/notes", json={})', ["/notes"]),
        ('path = "/a"\napi.get(path)', ["/a"]),
        ('def f(api):\n    path: str = "/b"\n    api.get(path)', ["/b"]),
        ('ROUTE = "/c"\ndef f(api):\n    api.get(ROUTE)', ["/c"]),
        ('for path in ("/d", f"/{e}/e"):\n    api.get(path)', ["/d", "/{...}/e"]),
        ('for path in values.shuffled(["/f", "/g"]):\n    api.get(path)', ["/f", "/g"]),
        ('for code, path in ((200, "/h"), (201, "/i")):\n    api.get(path)', ["/h", "/i"]),
        ('[api.get(path) for path in ["/j"]]', ["/j"]),
        ('def ask(api, path):\n    api.get(path)\nask(api, "/k")\nask(api, path="/l")', ["/k", "/l"]),
        ('api.get("/m" if x else "/n")', ["/m", "/n"]),
        ('{"title": 1}.get("title")', []),
        ('api.get(f"{base}/x")', []),
        ('api.get("/gone").error(404)', []),
        ('api.get("/gone").status(404).json()', []),
        ('api.get("/odd").status(400, 404)', ["/odd"]),
        ('api.get("/there").status(200)', ["/there"]),
    ],
)
def test_the_routes_of_a_check_are_read_from_its_source(source: str, paths: list[str]) -> None:
    assert used(source) == paths


def test_a_route_stands_where_it_is_used_first() -> None:
    found = used_routes([("test_a.py", 'x = 1\napi.get("/a")\n'), ("test_b.py", 'api.get("/a")\n')])

    assert [(one.file, one.line) for one in found] == [("test_a.py", 2)]


def test_a_brief_mentions_routes_in_text_tables_and_blocks() -> None:
    brief = "`GET /notes`, and /tags.\n| `PUT /notes/{id}?force=1` |\n"
    brief += "```http\nPOST /notes/:id/tags\n```\nHTTP/1.1 a/b"

    assert mentioned_routes(brief) == {"/notes", "/tags", "/notes/{id}", "/notes/:id/tags"}


@pytest.mark.parametrize(
    ("route", "mentioned", "expected"),
    [
        ("/notes", "/notes", True),
        ("/notes/{...}", "/notes/{id}", True),
        ("/notes/{...}", "/notes/:id", True),
        ("/notes/7", "/notes/{id}", True),
        ("/notes/{...}", "/notes/7", False),
        ("/notes/{...}", "/notes", False),
        ("/notes/{...}/tags", "/notes/{id}", False),
        ("/", "/", True),
    ],
)
def test_a_route_fits_what_the_brief_mentions(route: str, mentioned: str, *, expected: bool) -> None:
    assert is_mentioned(route, [mentioned]) == expected
