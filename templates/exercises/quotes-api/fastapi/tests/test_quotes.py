from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_health_says_that_the_server_is_up() -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


# Your first goal: this test fails until GET /quotes exists.
def test_the_list_is_an_array_of_quotes() -> None:
    response = client.get("/quotes")

    assert response.status_code == 200
    quotes = response.json()
    assert isinstance(quotes, list)
    assert set(quotes[0]) == {"id", "text", "author"}
