"""HTTP/1.1 over a Unix socket, one connection for each request (RFC 9112); httptools reads the answers."""

from __future__ import annotations

import socket

import httptools

_CHUNK = 64 * 1024
_SWITCHING_PROTOCOLS = 101
_OK = 200


class Response:
    """An answer, as the parser's callbacks fill it.

    Attributes:
        status: The status code.
        headers: Field values by their names in lower case.
        body: The content.
    """

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = bytearray()
        self.has_head = False
        self.is_whole = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Takes a field."""
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Takes that what follows is the body."""
        self.has_head = True

    def on_body(self, data: bytes) -> None:
        """Takes a piece of the body."""
        self.body += data

    def on_message_complete(self) -> None:
        """Takes that this was all."""
        self.is_whole = True

    @property
    def ends_with_connection(self) -> bool:
        """Whether nothing else says where the body ends (RFC 9112 §6.3, item 8)."""
        return self.has_head and not {"content-length", "transfer-encoding"} & self.headers.keys()


def call(path: str, method: str, target: str, *, content: bytes | None, seconds: float) -> Response:
    """Makes a request and reads the whole answer.

    Args:
        path: Of the socket.
        method: The request method.
        target: Path and query, percent-encoded.
        content: JSON to send, or None.
        seconds: How long the other side may be silent.

    Raises:
        OSError: Nobody answers, or what comes is no whole HTTP answer.
    """
    head = "Connection: close\r\n"
    if content is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    with _connect(path, seconds) as connection:
        connection.sendall(_head(method, target, head) + (content or b""))
        response = Response()
        parser = httptools.HttpResponseParser(response)
        while not response.is_whole:
            data = connection.recv(_CHUNK)
            if not data and response.ends_with_connection:
                break
            if _feed(parser, data):
                raise ConnectionError("no answer: the other side wants to speak something else")
        response.status = parser.get_status_code()
        return response


def take_over(path: str, target: str, *, seconds: float) -> socket.socket:
    """Makes a POST request whose connection becomes a stream of its own (RFC 9110 §7.8).

    The other side has to wait for what is sent then, before it sends anything itself.

    Raises:
        OSError: Nobody answers, or the request is refused.
    """
    connection = _connect(path, seconds)
    try:
        connection.sendall(_head("POST", target, "Connection: Upgrade\r\nUpgrade: tcp\r\n"))
        _read_upgrade(connection)
    except BaseException:
        connection.close()
        raise
    connection.settimeout(None)
    return connection


def _read_upgrade(connection: socket.socket) -> None:
    response = Response()
    parser = httptools.HttpResponseParser(response)
    while not response.has_head and not _feed(parser, connection.recv(_CHUNK)):
        pass
    status = parser.get_status_code()
    if status not in {_SWITCHING_PROTOCOLS, _OK}:
        raise OSError(f"a stream was refused (status {status})")


def _connect(path: str, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _head(method: str, target: str, fields: str) -> bytes:
    return f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode("ascii")


def _feed(parser: httptools.HttpResponseParser, data: bytes) -> bool:
    """Takes what came; whether the connection is no longer one of HTTP."""
    if not data:
        raise ConnectionResetError("the connection was closed before the answer was complete")
    try:
        parser.feed_data(data)
    except httptools.HttpParserUpgrade:
        return True
    except httptools.HttpParserCallbackError as error:
        raise error.__context__ or error from None  # an interrupt
    except httptools.HttpParserError as error:
        raise ConnectionError(f"no HTTP: {error}") from error
    return False
