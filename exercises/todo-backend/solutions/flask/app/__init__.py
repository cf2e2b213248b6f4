from flask import Flask

from app import cors, errors, health, todos
from app.store import TodoStore


def create_app() -> Flask:
    app = Flask(__name__)
    app.extensions["todos"] = TodoStore()
    app.register_blueprint(health.bp)
    app.register_blueprint(todos.bp)
    cors.init_app(app)
    errors.init_app(app)
    return app
