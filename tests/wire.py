"""A server on loopback that answers byte by byte what a test tells it to, HTTP or not."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

HEAD_END = b"\r\n\r\n"


class WireServer:
    """Gives each connection's request to `answer`, in a thread of its own; closes it afterwards.

    Attributes:
        requests: The raw requests, in the order in which they came.
        ending: Set when the test is over: an endless answer looks at it.
    """

    def __init__(self, answer: Callable[[socket.socket, bytes], None]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[bytes] = []
        self.ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending.set()
        self.stop_listening()
        for thread in self._threads:
            thread.join(5)

    def stop_listening(self) -> None:
        """From now on nothing listens on the port."""
        with suppress(OSError):  # it was stopped before
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._begin(lambda taken=connection: self._serve(taken))  # type: ignore[misc]

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _read_request(connection)
                if request:
                    self.requests.append(request)
                    self._answer(connection, request)
            except OSError:
                pass  # the client has gone, which is what many tests are about


def _read_request(connection: socket.socket) -> bytes:
    received = b""
    while HEAD_END not in received:
        piece = connection.recv(65536)
        if not piece:
            return b""
        received += piece
    head, _, body = received.partition(HEAD_END)
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + HEAD_END + body


def response(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP/1.1 response; `Content_Type` among the headers stands for `Content-Type`."""
    fields = {"Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def always(data: bytes) -> Callable[[socket.socket, bytes], None]:
    """An answer that is the same for every request."""
    return lambda connection, _request: connection.sendall(data)
