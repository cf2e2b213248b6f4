from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_health_says_that_the_server_is_up() -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


# Your first goal: this test fails until POST /messages exists.
def test_post_answers_201_with_the_message() -> None:
    response = client.post("/messages", json={"text": "Hello there!"})

    assert response.status_code == 201
    assert response.json()["text"] == "Hello there!"
