"""docker-py, for what a grade seldom does: builds, pulls and imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

BUILD_SECONDS = 1200


def docker_client(engine: Engine, *, seconds: int = BUILD_SECONDS) -> Any:
    """docker-py's low-level client for an engine that answers; the caller closes it."""
    import docker  # noqa: PLC0415  # costs 0.1 s
    from docker.utils import kwargs_from_env  # noqa: PLC0415

    settings: dict[str, Any] = {**kwargs_from_env(), "base_url": engine.endpoint.url}
    return docker.APIClient(**settings, version="auto", timeout=seconds)


def broken_connection() -> tuple[type[Exception], ...]:
    """What docker-py raises when the engine goes away, also in the middle of an answer."""
    from urllib3.exceptions import HTTPError  # noqa: PLC0415  # docker-py has imported it

    return OSError, HTTPError
