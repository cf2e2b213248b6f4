from flask import Flask

from app import errors, health, quotes
from app.load_quotes import load_quotes
from app.store import QuoteStore


def create_app() -> Flask:
    app = Flask(__name__)
    app.extensions["quotes"] = QuoteStore(load_quotes())
    app.register_blueprint(health.bp)
    app.register_blueprint(quotes.bp)
    errors.init_app(app)
    return app
