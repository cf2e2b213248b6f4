from flask import Flask

from app import errors, health, notes
from app.store import NoteStore


def create_app() -> Flask:
    app = Flask(__name__)
    # Far above any permitted note, which takes 120 kB: a body that is cut off gets no answer.
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.extensions["notes"] = NoteStore()
    app.register_blueprint(health.bp)
    app.register_blueprint(notes.bp)
    errors.init_app(app)
    return app
