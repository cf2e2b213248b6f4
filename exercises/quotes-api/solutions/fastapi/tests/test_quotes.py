import pytest
from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_health_says_that_the_server_is_up() -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_the_list_is_an_array_of_quotes() -> None:
    response = client.get("/quotes")

    assert response.status_code == 200
    quotes = response.json()
    assert isinstance(quotes, list)
    assert set(quotes[0]) == {"id", "text", "author"}


def test_a_random_quote_is_one_of_the_quotes() -> None:
    response = client.get("/quotes/random")

    assert response.status_code == 200
    assert response.json() in client.get("/quotes").json()


def test_a_new_quote_is_found_by_its_address_by_author_and_by_text() -> None:
    response = client.post("/quotes", json={"text": "Ship it (100%).", "author": "Zoë Quill"})

    assert response.status_code == 201
    added = response.json()
    assert response.headers["Location"] == f"/quotes/{added['id']}"
    assert client.get(response.headers["Location"]).json() == added
    for filters in (
        {"author": "zoë QUILL"},
        {"search": "IT (100%)"},
        {"author": "Zoë Quill", "search": "ship"},
    ):
        assert client.get("/quotes", params=filters).json() == [added]


def test_a_search_without_a_result_is_no_error() -> None:
    response = client.get("/quotes", params={"author": "Zoë"})

    assert response.status_code == 200
    assert response.json() == []


@pytest.mark.parametrize("path", ["/quotes/999", "/quotes/abc", "/quotes/2abc", "/nothing"])
def test_what_is_not_there_is_404(path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert set(response.json()) == {"error"}


def test_every_wrong_field_is_explained() -> None:
    response = client.post("/quotes", json={"text": "  ", "author": 7})

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"text", "author"}


@pytest.mark.parametrize("body", ['{"text": "never closed', "[]", ""])
def test_a_body_that_is_no_json_object_is_refused(body: str) -> None:
    response = client.post("/quotes", content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 400
    assert "error" in response.json()
