"""Taking an answer off the wire: whole, within one deadline, and nobody's but this request's.

http.client takes a head that breaks off for a whole one, and grants each single read the whole time; requests
reads the body of a redirect to its end, however long, and sends back the cookies that it was given.
"""

from __future__ import annotations

import io
import socket
import time
from contextlib import suppress
from functools import cache
from http.client import HTTPResponse, IncompleteRead, parse_headers
from http.cookiejar import DefaultCookiePolicy
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import NewConnectionError

_INTERIM = range(102, 200)  # RFC 9110 §15.2: a client passes over them; 101 is the last word of HTTP


@cache
def loopback_addresses() -> tuple[str, ...]:
    """The addresses of `localhost`, in the order in which a client tries them (RFC 6724)."""
    found = socket.getaddrinfo("localhost", None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class _Stream(io.RawIOBase):
    """What a socket receives, for as long as its timeout says, and not longer in all."""

    def __init__(self, taken: io.RawIOBase, received: socket.socket) -> None:
        self._taken = taken
        self._socket = received
        self._end = time.monotonic() + (received.gettimeout() or 0.0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._socket.settimeout(left)
        return cast("int | None", self._taken.readinto(buffer))

    def close(self) -> None:
        self._taken.close()
        super().close()


class _Lines(io.BufferedReader):
    """Knows whether the line that was read last had an end."""

    ended = True

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.ended = line.endswith(b"\n")
        return line


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self._lines = self.fp = _Lines(_Stream(self.fp.detach(), sock))

    def begin(self) -> None:
        super().begin()
        if not self._lines.ended:
            raise IncompleteRead(b"")

    def _read_status(self) -> tuple[str, int, str]:
        found: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]  # typeshed lacks it
        while found[1] in _INTERIM:
            parse_headers(self._lines)
            found = super()._read_status()  # type: ignore[misc]
        return found


class Connection(HTTPConnection):
    """A connection to `localhost` whose answers are whole.

    The name is looked up once: without a hosts file that takes longer than the connection itself.
    """

    response_class = _Response

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        *others, last = loopback_addresses()
        try:
            for address in others:
                self._dns_host = address
                with suppress(NewConnectionError):
                    return super()._new_conn()
            self._dns_host = last
            return super()._new_conn()
        finally:
            self._dns_host = name


class _Pool(HTTPConnectionPool):
    ConnectionCls = Connection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool}


class Session(requests.Session):
    """Requests of which none knows of the one before, and no environment."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False  # no proxy and no netrc between a check and the server
        self.headers.clear()
        self.headers["User-Agent"] = "roadmap-lab"
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.mount("http://", _Adapter())

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  # the library's name
        """Nowhere: a redirect is an answer like any other."""
        return None
