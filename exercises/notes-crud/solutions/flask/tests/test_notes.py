from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def note(client: FlaskClient) -> dict[str, Any]:
    created: dict[str, Any] = client.post("/notes", json={"title": "Milk", "body": "Two litres"}).json
    return created


def test_post_answers_201_with_the_note(client: FlaskClient) -> None:
    response = client.post("/notes", json={"title": "Milk", "body": "Two litres"})

    assert response.status_code == 201
    assert response.json == {"id": 1, "title": "Milk", "body": "Two litres"}
    assert response.headers["Location"] == "/notes/1"


def test_a_note_is_found_by_its_id_and_in_the_list(client: FlaskClient, note: dict[str, Any]) -> None:
    assert client.get(f"/notes/{note['id']}").json == note
    assert client.get("/notes").json == [note]


def test_put_replaces_and_patch_changes(client: FlaskClient, note: dict[str, Any]) -> None:
    assert client.patch("/notes/1", json={"title": "Oat milk"}).json == note | {"title": "Oat milk"}
    assert client.put("/notes/1", json={"title": "Tea"}).json == note | {"title": "Tea", "body": ""}
    assert client.get("/notes/1").json == note | {"title": "Tea", "body": ""}


@pytest.mark.usefixtures("note")
def test_a_deleted_note_is_gone_and_its_id_is_not_given_again(client: FlaskClient) -> None:
    assert client.delete("/notes/1").status_code == 204
    assert client.get("/notes/1").status_code == 404
    assert client.post("/notes", json={"title": "Tea"}).json["id"] == 2


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/notes/7", 404),
        ("GET", "/notes/01", 404),
        ("GET", "/nothing", 404),
        ("DELETE", "/notes", 405),
        ("POST", "/notes/1", 405),
    ],
)
@pytest.mark.usefixtures("note")
def test_what_is_not_there_is_answered_as_json(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    response = client.open(path, method=method)

    assert response.status_code == status
    assert set(response.json) == {"error"}
    if status == 405:
        assert "GET" in response.headers["Allow"]


def test_all_wrong_fields_are_named_at_once(client: FlaskClient) -> None:
    response = client.post("/notes", json={"body": 42, "colour": "red"})

    assert response.status_code == 400
    assert set(response.json["fields"]) == {"title", "body", "colour"}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize(
    "fields", [{"title": " "}, {"title": "Tea", "body": None}, {"title": "x" * 201}, {"title": "\ud800"}]
)
def test_an_update_that_is_refused_changes_nothing(
    client: FlaskClient, note: dict[str, Any], method: str, fields: dict[str, Any]
) -> None:
    assert client.open("/notes/1", method=method, json=fields).status_code == 400
    assert client.get("/notes/1").json == note


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"title": ' + "[" * 9000 + "]" * 9000 + "}"])
def test_a_body_that_is_no_json_object_is_refused(client: FlaskClient, body: str) -> None:
    response = client.post("/notes", data=body, content_type="application/json")

    assert response.status_code == 400
    assert "error" in response.json


def test_another_media_type_is_refused(client: FlaskClient) -> None:
    assert client.post("/notes", data='{"title": "Tea"}', content_type="text/plain").status_code == 415
