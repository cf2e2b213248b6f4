import time

from flask.testing import FlaskClient


# Your first goal: this test fails until POST /feedback is there.
# It needs the database: docker compose up -d && python -m app.migrate
def test_post_answers_202_with_an_id_and_the_status_pending(client: FlaskClient) -> None:
    response = client.post(
        "/feedback",
        json={"email": f"anna.{time.time_ns()}@example.com", "rating": 5, "message": "Very good."},
    )

    assert response.status_code == 202
    feedback = response.json
    assert isinstance(feedback["id"], str)
    assert feedback["status"] == "pending"
