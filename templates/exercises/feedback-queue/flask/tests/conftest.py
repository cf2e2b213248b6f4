from pathlib import Path

import pytest
from dotenv import load_dotenv
from flask import Flask
from flask.testing import FlaskClient

# The app reads its settings when it is imported: yours, and those of the example where you have none.
FOLDER = Path(__file__).parent.parent
load_dotenv(FOLDER / ".env")
load_dotenv(FOLDER / ".env.example")

from app import create_app  # noqa: E402


@pytest.fixture
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
