from flask.testing import FlaskClient


# Your first goal: this test fails until POST /auth/register checks what it is given.
def test_register_says_which_fields_are_wrong(client: FlaskClient) -> None:
    response = client.post("/auth/register", json={"email": "ada", "password": "short", "name": ""})

    assert response.status_code == 400
    assert sorted(response.json["fields"]) == ["email", "name", "password"]
