"""Who asks, and whether they may: decorators that stand below the route's."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from app.auth import sessions
from app.auth.access_token import read_access_token

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
View = Callable[Arguments, Answer]


def login_required(view: View[Arguments, Answer]) -> View[Arguments, Answer]:
    """Lets the view run with the user in `g.user` and the session in `g.session_id`, or answers 401."""

    @wraps(view)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        given = request.authorization
        claims = read_access_token(given.token) if given and given.type == "bearer" and given.token else None
        # The database is asked each time, so that a logout, another role or a deleted user counts at once.
        user = sessions.find_user(claims[1], claims[0]) if claims else None
        if claims is None or user is None:
            raise Unauthorized("Log in first.", www_authenticate=WWWAuthenticate("bearer"))
        g.user, g.session_id = user, claims[1]
        return view(*args, **kwargs)

    return checked


def roles_required(*roles: str) -> Callable[[View[Arguments, Answer]], View[Arguments, Answer]]:
    """Lets users with one of the roles through; everybody else is answered 403, or 401."""

    def decorate(view: View[Arguments, Answer]) -> View[Arguments, Answer]:
        @wraps(view)
        def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
            allow(*roles)
            return view(*args, **kwargs)

        return login_required(checked)

    return decorate


def allow(*roles: str) -> None:
    if g.user.role not in roles:
        abort(403, "You are not allowed to do that.")
