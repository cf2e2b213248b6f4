from flask import Flask

from app import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.bp)
    return app
