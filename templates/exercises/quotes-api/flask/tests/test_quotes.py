from flask.testing import FlaskClient


# Your first goal: this test fails until GET /quotes exists.
def test_the_list_is_an_array_of_quotes(client: FlaskClient) -> None:
    response = client.get("/quotes")

    assert response.status_code == 200
    quotes = response.json
    assert isinstance(quotes, list)
    assert set(quotes[0]) == {"id", "text", "author"}
