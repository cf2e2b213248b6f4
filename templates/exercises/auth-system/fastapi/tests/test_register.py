from fastapi.testclient import TestClient

from app.main import app


# Your first goal: this test fails until POST /auth/register checks what it is given.
def test_register_says_which_fields_are_wrong() -> None:
    response = TestClient(app).post("/auth/register", json={"email": "ada", "password": "short", "name": ""})

    assert response.status_code == 400
    assert sorted(response.json()["fields"]) == ["email", "name", "password"]
