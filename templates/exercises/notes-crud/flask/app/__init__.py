from flask import Flask

from app import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)

    # TODO: POST /notes keeps a note in memory and answers 201 with it; begin here, with a blueprint as in
    # app/health.py.
    # TODO: GET /notes and GET /notes/<id>
    # TODO: PUT, PATCH and DELETE /notes/<id>
    # TODO: answer every error as JSON: {"error": "..."}

    return app
