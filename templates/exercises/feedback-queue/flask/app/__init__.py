from flask import Flask

from app import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)

    # TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with db/schema.sql.
    # app/db.py has the way to the database.
    # TODO: GET /feedback/<id>
    # TODO: the worker (app/worker.py)
    # TODO: GET /dead-letters, POST /dead-letters/<id>/retry, GET /stats
    # TODO: answer every error as JSON: {"error": "..."}

    return app
