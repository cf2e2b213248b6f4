from flask.testing import FlaskClient


# Your first goal: this test fails until POST / is there.
def test_post_answers_with_the_new_todo(client: FlaskClient) -> None:
    response = client.post("/", json={"title": "Water the plants"})

    assert response.status_code == 201
    todo = response.json
    assert todo["title"] == "Water the plants"
    assert todo["completed"] is False
