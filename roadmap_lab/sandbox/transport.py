"""How requests reach the Docker engine.

A grade makes about ten requests, and importing docker-py (with requests and urllib3) costs more time than
all of them: so a local socket is spoken to directly, and docker-py carries the requests where the engine is
reached by TLS or SSH. See docs/adr/0003-engine-transport.md.
"""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, cast
from urllib.parse import urlencode

from roadmap_lab.errors import MachineError
from roadmap_lab.sandbox.unix_http import call, take_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roadmap_lab.sandbox.endpoint import Endpoint

CALL_SECONDS = 60.0
_PODMAN_HEADER = "Libpod-API-Version"
HIGHEST_API = (1, 51)  # the newest version of the Engine API that was tried


class Answer(NamedTuple):
    """What the engine answered: a status code and a body."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON; an empty body is None."""
        return json.loads(self.body) if self.body else None

    @property
    def message(self) -> str:
        """The engine's own words for an error."""
        try:
            found = json.loads(self.body).get("message")
        except (ValueError, AttributeError):
            found = None
        return str(found or self.body[:500].decode(errors="replace"))


class Channel(NamedTuple):
    """An attached container: a reader of its multiplexed output, and its standard input."""

    reader: BinaryIO
    connection: socket.socket

    def send(self, data: bytes) -> None:
        """Writes to the container's standard input."""
        self.connection.sendall(data)

    def close(self) -> None:
        """Ends the attachment; a reader in another thread sees the end of the stream."""
        with suppress(OSError):  # the other side has closed it already
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()


class Transport(Protocol):
    """One way to reach an engine.

    Attributes:
        podman: Whether what answers is podman, which speaks the same API.
    """

    podman: bool

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        seconds: float = CALL_SECONDS,
    ) -> Answer:
        """Makes one call; `body` goes as JSON. OSError where the engine does not answer."""

    def attach(self, container: str, *, output: bool) -> Channel:
        """Attaches to a container's standard input, and output where wanted, before it is started."""


def open_transport(endpoint: Endpoint) -> Transport:
    """Connects to the engine and agrees on an API version.

    Raises:
        MachineError: No engine answers there.
    """
    try:
        if endpoint.socket_path is not None:
            return SocketTransport(endpoint.socket_path)
        return LibraryTransport(endpoint.url)
    except OSError as error:
        raise MachineError(
            f"no Docker engine answers at {endpoint.url} ({error.__class__.__name__}: {error})",
            "roadmap-lab doctor says what is missing and the command that mends it",
        ) from error


class SocketTransport:
    """The engine behind a Unix socket, one connection a call (they cost microseconds)."""

    def __init__(self, path: str) -> None:
        self._path = path
        ping = call(path, "GET", "/_ping", content=None, seconds=10.0)
        self.podman = _PODMAN_HEADER.lower() in ping.headers
        self._prefix = "/v" + agreed_version(ping.headers.get("api-version", ""))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        seconds: float = CALL_SECONDS,
    ) -> Answer:
        """See `Transport.request`."""
        target = f"{self._prefix}{path}{'?' + urlencode(query) if query else ''}"
        content = None if body is None else json.dumps(body).encode()
        response = call(self._path, method, target, content=content, seconds=seconds)
        return Answer(status=response.status, body=bytes(response.body))

    def attach(self, container: str, *, output: bool) -> Channel:
        """See `Transport.attach`; the connection is taken over as the Engine API describes (101 UPGRADED)."""
        query = urlencode(_attach_query(output=output))
        target = f"{self._prefix}/containers/{container}/attach?{query}"
        # Nothing can have been read beyond the header: the container has not been started yet.
        taken = take_over(self._path, target, seconds=CALL_SECONDS)
        return Channel(reader=taken.makefile("rb"), connection=taken)


class LibraryTransport:
    """The engine behind TCP, TLS or SSH, by docker-py."""

    def __init__(self, url: str) -> None:
        import docker  # noqa: PLC0415  # costs 0.1 s; a local grade does without
        from docker.utils import kwargs_from_env  # noqa: PLC0415

        settings: dict[str, Any] = {**kwargs_from_env(), "base_url": url}
        try:
            self._client = docker.APIClient(**settings, version="auto", use_ssh_client=True)
            self.podman = _PODMAN_HEADER in self._client.get(f"{self._client.base_url}/_ping").headers
        except (docker.errors.DockerException, OSError, ValueError) as error:
            raise OSError(str(error)) from error

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        seconds: float = CALL_SECONDS,
    ) -> Answer:
        """See `Transport.request`."""
        response = self._client.request(
            method,
            f"{self._client.base_url}/v{self._client.api_version}{path}",
            params=dict(query or {}),
            json=body,
            timeout=seconds,
        )
        return Answer(status=response.status_code, body=response.content)

    def attach(self, container: str, *, output: bool) -> Channel:
        """See `Transport.attach`."""
        taken = self._client.attach_socket(container, params=_attach_query(output=output))
        connection = getattr(taken, "_sock", taken)
        connection.settimeout(None)
        return Channel(reader=cast("BinaryIO", connection.makefile("rb")), connection=connection)


def _attach_query(*, output: bool) -> dict[str, str]:
    query = {"stream": "1", "stdin": "1"}
    return query | {"stdout": "1", "stderr": "1"} if output else query


def agreed_version(offered: str) -> str:
    """The Engine API version to use: the engine's own, but none that was never tried."""
    try:
        major, minor = (int(part) for part in offered.split("."))
    except ValueError:
        major, minor = HIGHEST_API
    return "{}.{}".format(*min((major, minor), HIGHEST_API))
