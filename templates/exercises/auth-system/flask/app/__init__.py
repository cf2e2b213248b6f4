from flask import Flask

from app import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)

    # TODO: POST /auth/register checks its input and answers 202; begin here. app/db.py has the database.
    # TODO: the mail with the link, POST /auth/confirm, POST /auth/login, GET /me
    # TODO: POST /auth/refresh and /auth/logout; /auth/forgot and /auth/reset; the lock-out
    # TODO: the routes of /users, with who may do what
    # TODO: GET /auth/oidc/login and /auth/oidc/callback
    # TODO: answer every error as JSON: {"error": "..."}

    return app
