"""The checks' own connections to the services, and waiting until these answer.

The client libraries are imported where they are used: most exercises need none of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ANSWER_SECONDS = 60.0
_POLL_SECONDS = 0.03
_CONNECT_SECONDS = 5
# The database belongs to the learner's program, which may set defaults for all sessions in it. Ours stay as
# PostgreSQL ships them, and no table or function of a stranger stands for one of the system's.
_OWN_SETTINGS = {
    "search_path": "pg_catalog",
    "default_transaction_read_only": "off",
    "default_transaction_isolation": r"read\ committed",
    "statement_timeout": "0",
    "transaction_timeout": "0",
    "lock_timeout": "0",
    "idle_session_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}


class ServiceMissingError(Exception):
    """A service did not answer in time, or the exercise does not name it: our fault, not the learner's."""


def connect_postgres(url: str) -> Any:
    """A `psycopg.Connection`: a superuser's, each statement its own transaction, rows as dicts."""
    import psycopg  # noqa: PLC0415
    from psycopg.rows import dict_row  # noqa: PLC0415

    options = " ".join(f"-c {name}={value}" for name, value in _OWN_SETTINGS.items())
    return psycopg.connect(
        url, autocommit=True, row_factory=dict_row, connect_timeout=_CONNECT_SECONDS, options=options
    )


def connect_redis(url: str) -> Any:
    """A `redis.Redis` that has answered; replies are text."""
    import redis  # noqa: PLC0415

    client = redis.Redis.from_url(url, decode_responses=True, socket_timeout=_CONNECT_SECONDS)
    client.ping()
    return client


def connect_rabbitmq(url: str) -> Any:
    """A `pika` blocking connection."""
    import pika  # noqa: PLC0415

    parameters = pika.URLParameters(url)
    parameters.socket_timeout = _CONNECT_SECONDS
    return pika.BlockingConnection(parameters)


CONNECTORS: Mapping[str, Callable[[str], Any]] = {
    "postgres": connect_postgres,
    "redis": connect_redis,
    "rabbitmq": connect_rabbitmq,
}


def connect(service: str, services: Mapping[str, str]) -> Any:
    """A connection to a service of this grade.

    Raises:
        ServiceMissingError: The exercise does not name it.
    """
    if service not in services:
        raise ServiceMissingError(f"exercise.yaml names no service {service}")
    return CONNECTORS[service](services[service])


def wait_until_answering(services: Mapping[str, str], seconds: float = ANSWER_SECONDS) -> None:
    """Waits until every service has accepted a connection and a password.

    Raises:
        ServiceMissingError: One did not in time.
    """
    deadline = time.monotonic() + seconds
    for service, url in services.items():
        while True:
            try:
                CONNECTORS[service](url).close()
                break
            except Exception as error:  # each client library has errors of its own
                if time.monotonic() > deadline:
                    raise ServiceMissingError(f"{service} does not answer: {error}") from error
            time.sleep(_POLL_SECONDS)
