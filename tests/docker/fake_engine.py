"""A server that is no engine, or a broken one: it answers each request with bytes of the test's choice."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType


def http(status: int, body: object = None) -> bytes:
    """An answer as an engine gives it."""
    content = b"" if body is None else json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status} Whatever\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + content


class FakeEngine:
    """Listens on a Unix socket.

    Args:
        path: Of the socket.
        answer: Gives the bytes to send for a method and a target.
    """

    def __init__(self, path: Path, answer: Callable[[str, str], bytes]) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(16)
        self._answer = answer
        self.url = f"unix://{path}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                request = connection.recv(64 * 1024)
                line = request.split(b"\r\n", 1)[0].decode(errors="replace").split(" ")
                connection.sendall(self._answer(line[0], line[1] if len(line) > 1 else ""))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(
                    64 * 1024
                ):  # closed only when all was read: no reset overtakes the answer
                    pass
