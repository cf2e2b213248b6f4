from flask import Flask

from app import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)

    # TODO: POST / keeps a todo in memory and answers with it; begin here, with a blueprint of its own.
    # TODO: GET / and DELETE /
    # TODO: a route for each todo's url: GET, PATCH and DELETE
    # TODO: let pages of other origins in, preflights included; which answers does that concern?

    return app
