"""Stands between program and engine: can be cut like a cable, notices what passes, narrows what is seen."""

from __future__ import annotations

import json
import re
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

_CHUNK = 64 * 1024
_OVERLAP = 200  # bytes of what went before, so that a pattern is found across two pieces
# What a container's label says, where it is made and where it is looked for; the length stays.
_DISGUISES = (
    (b'"roadmap-lab": "container"', b'"roadmap-lab": "disguised"'),
    (b"roadmap-lab%3Dcontainer", b"roadmap-lab%3Ddisguised"),
)
_FILTERS = re.compile(rb"(?<=[?&]filters=)[^& ]*")


class EngineProxy:
    """A server that passes everything on to the engine's socket.

    Args:
        upstream: The engine's own Unix socket.
        socket_path: Where to listen; None for a port of 127.0.0.1.
    """

    def __init__(self, upstream: str, *, socket_path: Path | None = None) -> None:
        self._upstream = upstream
        self._path = socket_path
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._pattern: re.Pattern[bytes] | None = None
        self._action: Callable[[], None] = lambda: None
        self._only: dict[str, str] = {}
        self._disguised = False
        self._port = 0
        self.url = ""

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()

    def mend(self) -> None:
        """Listens (again), at the same address."""
        if self._listener is not None:
            return
        if self._path is None:
            listener = socket.create_server(("127.0.0.1", self._port))
            self._port = listener.getsockname()[1]
            self.url = f"tcp://127.0.0.1:{self._port}"
        else:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(self._path))
            listener.listen(64)
            self.url = f"unix://{self._path}"
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Ends every connection and takes no new ones: the engine is gone, as seen from here."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            if self._path is not None:
                self._path.unlink(missing_ok=True)
        with self._lock:
            doomed, self._open = self._open, set()
        for connection in doomed:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def when(self, pattern: bytes, action: Callable[[], None]) -> None:
        """Calls `action` once, just before the first bytes in which the pattern is found are passed on."""
        self._action = action
        self._pattern = re.compile(pattern)

    def show_only(self, what: str, label: str) -> None:
        """Narrows the lists of `containers` or `images` to those with one more label."""
        self._only[what] = label

    def disguise(self) -> None:
        """Labels containers so that only who asks through this proxy takes them for the program's.

        Every grade on this machine removes what killed ones have left, those of other tests included.
        """
        self._disguised = True

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._upstream)
            with self._lock:
                if listener is not self._listener:  # cut meanwhile
                    client.close()
                    server.close()
                    return
                self._open |= {client, server}
            threading.Thread(target=self._pass_on, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(server, client, False), daemon=True).start()

    def _pass_on(
        self, source: socket.socket, target: socket.socket, asks: bool
    ) -> None:  # a thread's argument
        before = b""
        with suppress(OSError):
            while piece := source.recv(_CHUNK):
                self._notice(before + piece)
                before = (before + piece)[-_OVERLAP:]
                target.sendall(self._changed(piece) if asks else piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _notice(self, seen: bytes) -> None:
        with self._lock:
            found = self._pattern is not None and self._pattern.search(seen) is not None
            if found:
                self._pattern = None
        if found:
            self._action()

    def _changed(self, piece: bytes) -> bytes:
        piece = self._narrowed(piece)
        if self._disguised:
            for own, other in _DISGUISES:
                piece = piece.replace(own, other)
        return piece

    def _narrowed(self, piece: bytes) -> bytes:
        for what, label in self._only.items():
            found = _FILTERS.search(piece)
            if found and re.match(rb"GET \S*/%s/json\?" % what.encode(), piece):
                return piece[: found.start()] + _with_label(found[0], label) + piece[found.end() :]
        return piece


def _with_label(filters: bytes, label: str) -> bytes:
    wanted = json.loads(unquote(filters.decode().replace("+", " ")))
    wanted["label"] = [*wanted["label"], label]
    return quote(json.dumps(wanted)).encode()
