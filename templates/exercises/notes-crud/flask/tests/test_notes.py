from flask.testing import FlaskClient


# Your first goal: this test fails until POST /notes is there.
def test_post_answers_201_with_the_note(client: FlaskClient) -> None:
    response = client.post("/notes", json={"title": "Milk", "body": "Two litres"})

    assert response.status_code == 201
    note = response.json
    assert note["title"] == "Milk"
    assert note["body"] == "Two litres"
    assert isinstance(note["id"], int)
