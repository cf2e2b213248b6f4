import pytest
from flask.testing import FlaskClient


def test_the_list_is_an_array_of_quotes(client: FlaskClient) -> None:
    response = client.get("/quotes")

    assert response.status_code == 200
    quotes = response.json
    assert isinstance(quotes, list)
    assert set(quotes[0]) == {"id", "text", "author"}


def test_a_random_quote_is_one_of_the_quotes(client: FlaskClient) -> None:
    response = client.get("/quotes/random")

    assert response.status_code == 200
    assert response.json in client.get("/quotes").json


def test_a_new_quote_is_found_by_its_address_by_author_and_by_text(client: FlaskClient) -> None:
    response = client.post("/quotes", json={"text": "Ship it (100%).", "author": "Zoë Quill"})

    assert response.status_code == 201
    added = response.json
    assert response.headers["Location"] == f"/quotes/{added['id']}"
    assert client.get(response.headers["Location"]).json == added
    for filters in (
        {"author": "zoë QUILL"},
        {"search": "IT (100%)"},
        {"author": "Zoë Quill", "search": "ship"},
    ):
        assert client.get("/quotes", query_string=filters).json == [added]


def test_a_search_without_a_result_is_no_error(client: FlaskClient) -> None:
    response = client.get("/quotes", query_string={"author": "Zoë"})

    assert response.status_code == 200
    assert response.json == []


@pytest.mark.parametrize("path", ["/quotes/999", "/quotes/-1", "/quotes/abc", "/quotes/2abc", "/nothing"])
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert set(response.json) == {"error"}


def test_every_wrong_field_is_explained(client: FlaskClient) -> None:
    response = client.post("/quotes", json={"text": "  ", "author": 7})

    assert response.status_code == 400
    assert response.json["fields"] == {"text": "must not be empty", "author": "must be a string"}


@pytest.mark.parametrize("body", ['{"text": "never closed', "[]", ""])
def test_a_body_that_is_no_json_object_is_refused(client: FlaskClient, body: str) -> None:
    response = client.post("/quotes", data=body, content_type="application/json")

    assert response.status_code == 400
    assert "error" in response.json
