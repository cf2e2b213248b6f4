from flask import Flask

from app import errors, health
from app.auth import routes as auth
from app.config import settings_from_environment
from app.oidc import routes as oidc
from app.users import routes as users


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(settings_from_environment())
    app.register_blueprint(health.bp)
    app.register_blueprint(auth.bp)
    app.register_blueprint(oidc.bp)
    app.register_blueprint(users.bp)
    oidc.init_app(app)
    errors.init_app(app)
    return app
