from flask import Flask

from app import errors, health, operators, submissions
from app.config import settings_from_environment


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(settings_from_environment())
    app.register_blueprint(health.bp)
    app.register_blueprint(submissions.bp)
    app.register_blueprint(operators.bp)
    errors.init_app(app)
    return app
