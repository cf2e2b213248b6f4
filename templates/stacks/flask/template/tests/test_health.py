from flask.testing import FlaskClient


def test_health_says_that_the_server_is_up(client: FlaskClient) -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json == {"status": "ok"}
