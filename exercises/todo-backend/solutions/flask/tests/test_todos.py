from typing import Any

import pytest
from flask.testing import FlaskClient

PREFLIGHT = {
    "Origin": "https://client.example",
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "content-type",
}


def add(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    todo: dict[str, Any] = client.post("/", json=fields).json
    return todo


def test_post_answers_with_the_new_todo(client: FlaskClient) -> None:
    response = client.post("/", json={"title": "Water the plants", "order": 3})

    assert response.status_code == 201
    todo = response.json
    assert (todo["title"], todo["completed"], todo["order"]) == ("Water the plants", False, 3)
    assert response.headers["Location"] == todo["url"]


def test_a_url_leads_to_its_todo_by_the_name_that_the_client_used(client: FlaskClient) -> None:
    todo = client.post("/", json={"title": "Water the plants"}, base_url="http://127.0.0.1:4000").json

    assert todo["url"] == "http://127.0.0.1:4000/todos/1"
    assert client.get("/todos/1", base_url="http://127.0.0.1:4000").json == todo
    assert client.get("/", base_url="http://127.0.0.1:4000").json == [todo]


@pytest.mark.parametrize(
    "change", [{"completed": True}, {"title": "Water the cactus"}, {"order": 1}, {"order": None}, {}]
)
def test_patch_changes_the_given_fields_and_keeps_the_others(
    client: FlaskClient, change: dict[str, Any]
) -> None:
    todo = add(client, title="Water the plants", order=3)

    assert client.patch(todo["url"], json=change).json == todo | change
    assert client.get(todo["url"]).json == todo | change


def test_delete_deletes_one_todo_or_all_of_them_at_the_root(client: FlaskClient) -> None:
    first, second = add(client, title="One"), add(client, title="Two")

    assert client.delete(first["url"]).status_code == 204
    assert client.get(first["url"]).status_code == 404
    assert client.get("/").json == [second]

    assert client.delete("/").status_code == 204
    assert client.get("/").json == []


@pytest.mark.parametrize(
    "fields",
    [[], {}, {"title": " "}, {"title": 7}, {"title": "One", "order": "1"}, {"title": "One", "order": True}],
)
def test_what_is_no_todo_is_refused(client: FlaskClient, fields: Any) -> None:
    response = client.post("/", json=fields)

    assert response.status_code == 400
    assert set(response.json) == {"error"}


@pytest.mark.parametrize("path", ["/", "/todos/7", "/nothing"])
def test_every_answer_is_open_to_all_origins(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Origin": PREFLIGHT["Origin"]})

    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", "/todos/1"])
def test_a_preflight_permits_what_the_route_has(client: FlaskClient, path: str) -> None:
    response = client.options(path, headers=PREFLIGHT)

    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "DELETE" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
