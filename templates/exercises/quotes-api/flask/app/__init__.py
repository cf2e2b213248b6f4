from flask import Flask

from app import health

# TODO 1: the quotes that the server starts with:
# from app.load_quotes import load_quotes


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)

    # TODO 2: GET /quotes answers all quotes. Then the other routes of the README, one after the other; a
    # blueprint of their own (app/quotes.py) keeps them together, as app/health.py does.

    # TODO 3: errors as the README wants them, 404 for an unknown route included (Flask's own are HTML): look
    # up "Returning API Errors as JSON" in Flask's documentation.

    return app
