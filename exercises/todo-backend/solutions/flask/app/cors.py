"""Lets pages of any origin use this API (CORS protocol of the Fetch standard)."""

from flask import Flask, Response, request


def init_app(app: Flask) -> None:
    app.after_request(permit_all_origins)


def permit_all_origins(response: Response) -> Response:
    """Comes after every request, also after those that were answered with an error."""
    response.access_control_allow_origin = "*"
    if request.method == "OPTIONS":
        # Flask answers OPTIONS by itself; what it allows here is what the route has.
        response.access_control_allow_methods = response.allow
        response.access_control_allow_headers = ["Content-Type"]
        response.access_control_max_age = 600  # seconds for which the browser need not ask again
    return response
