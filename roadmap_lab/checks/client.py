"""The HTTP client that checks use: every request has a deadline, every body a cap."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.client import BadStatusLine, HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from shlex import quote
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import requote_uri

from roadmap_lab.checks.answer import Connection, Session
from roadmap_lab.checks.failure import CheckFailed, Evidence, ServerGone, shorten
from roadmap_lab.checks.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REQUEST_SECONDS = 5.0
CONNECT_SECONDS = 2.0
DYING_SECONDS = 0.3  # from a connection that was cut to a port that is closed
BODY_CAP = 1024 * 1024  # bytes, after content decoding
SHOWN_URL = "http://localhost:3000"  # where the learner's own server listens when PORT is not set
_CHUNK = 64 * 1024
_POLL_SECONDS = 0.01
_EARLIER_SHOWN = 6
_HEADER_SHOWN = 2000  # characters
_TLS_RECORDS = tuple(f"{kind}\x03" for kind in "\x14\x15\x16\x17")  # RFC 8446 §5.1
_UNSET: Any = object()

Result = TypeVar("Result")


class Api:
    """Requests to the learner's server; a new one for each check.

    Args:
        port: Where the server listens, on `localhost`.
        seconds: Deadline of one request, from connecting to the last byte.
        body_cap: The largest body that is read, in bytes after content decoding.
    """

    def __init__(self, port: int, *, seconds: float = REQUEST_SECONDS, body_cap: int = BODY_CAP) -> None:
        self.port = port
        self._seconds = seconds
        self._body_cap = body_cap
        self._earlier: list[str] = []
        self._local = threading.local()

    @property
    def earlier(self) -> tuple[str, ...]:
        """What was asked so far, oldest first, each as `POST /notes -> 201`."""
        return tuple(self._earlier)

    def get(self, path: str, **options: Any) -> Reply:
        """A GET request; options as for `send`."""
        return self.send("GET", path, **options)

    def post(self, path: str, **options: Any) -> Reply:
        """A POST request; options as for `send`."""
        return self.send("POST", path, **options)

    def put(self, path: str, **options: Any) -> Reply:
        """A PUT request; options as for `send`."""
        return self.send("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Reply:
        """A PATCH request; options as for `send`."""
        return self.send("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Reply:
        """A DELETE request; options as for `send`."""
        return self.send("DELETE", path, **options)

    def send(
        self,
        method: str,
        path: str,
        *,
        json: Any = _UNSET,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Sends one request and reads the whole answer. Redirects are not followed.

        Args:
            method: The request method.
            path: Path and query, percent-encoded, starting with `/`.
            json: A value to send as JSON, with its content type.
            body: Raw content instead; the content type is then the caller's to give.
            headers: Further header fields.

        Raises:
            CheckFailed: No answer in time, no valid answer, or one that is too large.
            ServerGone: Nothing listens on the port.
        """
        fields = {"Accept": "application/json, */*;q=0.5", "Connection": "close", **(headers or {})}
        content = body.encode() if isinstance(body, str) else body
        if json is not _UNSET:
            content = _json_bytes(json)
            fields.setdefault("Content-Type", "application/json")
        curl = _curl(method, path, content, fields)
        try:
            response, received = self._exchange(method, path, content, fields)
        except TimeoutError:
            self._fail(curl, f"a whole answer within {self._seconds:g} s", "none in that time")
        except _TooLargeError:
            self._fail(curl, f"a body of at most {self._body_cap:,} bytes", "a larger one")
        except (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            HTTPException,
            OSError,
            ValueError,
        ) as error:
            self._explain(curl, error)
        self._remember(f"{method} {shorten(path, 80)} -> {response.status_code}")
        return Reply(
            curl=curl,
            earlier=tuple(self._earlier[:-1]),
            code=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=received,
        )

    def fail(self, expected: str, actual: str, request: str = "") -> NoReturn:
        """Fails the check with evidence that is not one reply's.

        Raises:
            CheckFailed: always.
        """
        self._fail(request, expected, shorten(actual))

    def together(self, *calls: Callable[[], Result]) -> list[Result]:
        """Runs the calls at the same time, each in a thread; their results in the order of the calls.

        Raises:
            BaseException: The first that a call raised, by the order of the calls.
        """
        start = threading.Barrier(len(calls))
        results: list[Any] = [None] * len(calls)
        errors: list[BaseException | None] = [None] * len(calls)

        def run(index: int, call: Callable[[], Result]) -> None:
            try:
                start.wait(REQUEST_SECONDS)
                results[index] = call()
            except BaseException as error:  # noqa: BLE001  # raised again below, in the check's own thread
                errors[index] = error

        threads = [
            threading.Thread(target=run, args=(index, call), daemon=True) for index, call in enumerate(calls)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in errors:
            if error is not None:
                raise error
        return results

    def _exchange(
        self, method: str, path: str, content: bytes | None, fields: Mapping[str, str]
    ) -> tuple[requests.Response, bytes]:
        deadline = time.monotonic() + self._seconds
        response = self._open(method, path, content, fields)
        with response:
            received = bytearray()
            while True:
                try:
                    chunk = response.raw.read1(_CHUNK, decode_content=True)  # read() waits for all of a chunk
                except urllib3.exceptions.TimeoutError as error:
                    raise TimeoutError from error
                if not chunk:
                    return response, bytes(received)
                received += chunk
                if len(received) > self._body_cap:
                    raise _TooLargeError
                if time.monotonic() > deadline:
                    raise TimeoutError

    def _open(
        self, method: str, path: str, content: bytes | None, fields: Mapping[str, str]
    ) -> requests.Response:
        url = f"http://localhost:{self.port}{path}"
        if requote_uri(path) == path:
            return self._session().request(
                method,
                url,
                data=content,
                headers=dict(fields),
                timeout=(CONNECT_SECONDS, self._seconds),
                allow_redirects=False,
                stream=True,
            )
        # requests and urllib3's pools mend broken percent-encoding; a check means the path as it stands.
        request = requests.Request(method, url, data=content, headers=dict(fields)).prepare()
        connection = Connection("localhost", self.port, timeout=self._seconds)
        try:
            connection.request(method, path, request.body, request.headers, preload_content=False)
            return HTTPAdapter().build_response(request, connection.getresponse())
        finally:
            connection.close()  # an answer keeps the socket until it was read

    def _session(self) -> Session:
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = Session()
        return session

    def _remember(self, line: str) -> None:
        self._earlier.append(line)
        del self._earlier[:-_EARLIER_SHOWN]

    def _fail(self, curl: str, expected: str, actual: str) -> NoReturn:
        raise CheckFailed(
            Evidence(request=curl, expected=expected, actual=actual, earlier=tuple(self._earlier))
        )

    def _is_gone(self) -> bool:
        """Whether nothing listens any more; a process that is dying closes one socket after the other."""
        deadline = time.monotonic() + DYING_SECONDS
        while listens(self.port):
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def _explain(self, curl: str, error: Exception) -> NoReturn:
        if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            self._fail(curl, f"an answer within {self._seconds:g} s", "none in that time")
        if self._is_gone():
            evidence = Evidence(
                request=curl,
                expected="an answer",
                actual="the server is gone: nothing listens on its port any more",
                earlier=tuple(self._earlier),
            )
            raise ServerGone(evidence) from error
        self._fail(curl, "a whole, valid HTTP answer", _in_plain_words(error))


class _TooLargeError(Exception):
    pass


def listens(port: int) -> bool:
    """Whether a TCP connection to the port on `localhost` is accepted."""
    try:
        socket.create_connection(("localhost", port), timeout=CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def _in_plain_words(error: BaseException) -> str:
    cause = _innermost(error)
    if isinstance(error, requests.exceptions.ContentDecodingError | urllib3.exceptions.DecodeError):
        return "a body that its Content-Encoding does not fit"
    if isinstance(cause, BadStatusLine) and not isinstance(cause, RemoteDisconnected):
        return _no_http(str(cause.args[0]))
    if isinstance(cause, LineTooLong):
        return "a line of more than 65,536 bytes in the head of the answer, or of one of its chunks"
    if "got more than 100 headers" in str(cause):
        return "more than 100 header fields"
    broken_off = requests.ConnectionError | urllib3.exceptions.ProtocolError | OSError | IncompleteRead
    if isinstance(error, broken_off) and not isinstance(error, requests.exceptions.InvalidHeader):
        return f"the connection was closed before the answer was complete ({type(error).__name__})"
    return f"something that is not HTTP ({type(error).__name__}: {shorten(str(cause), 200)})"


def _innermost(error: BaseException) -> BaseException:
    """What the libraries have wrapped, each into an error of its own."""
    while inner := next((one for one in reversed(error.args) if isinstance(one, BaseException)), None):
        error = inner
    return error


def _no_http(line: str) -> str:
    if line.startswith(_TLS_RECORDS):
        return "TLS (HTTPS); the server has to speak plain HTTP on its port"
    return f"something that is not HTTP: {shorten(line, 200)}"


def _json_bytes(value: object) -> bytes:
    # Half of a pair, which only a server's own text may bring here, goes as the escape that it came as.
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")


def _curl(method: str, path: str, content: bytes | None, fields: Mapping[str, str]) -> str:
    parts = ["curl", "-i"]
    if method == "HEAD":
        parts.append("--head")
    elif method != ("GET" if content is None else "POST"):
        parts += ["-X", method]
    parts.append(quote(f"{SHOWN_URL}{shorten(path, 300)}"))
    for name, value in fields.items():
        if name not in {"Accept", "Connection"}:
            parts += ["-H", quote(f"{name}: {shorten(value, _HEADER_SHOWN)}")]
    if content is not None:
        parts += ["--data-binary", quote(shorten(content.decode("utf-8", errors="replace")))]
    return " ".join(parts)
