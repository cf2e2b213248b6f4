"""The HTTP side of the OpenID Connect provider."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from roadmap_lab.checks.stand_ins.oidc_protocol import ProtocolError

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.oidc import OidcProvider

_FORM_CAP = 64 * 1024  # bytes
_IDLE_SECONDS = 10.0
CONNECTIONS_CAP = 32  # at the same time; each has a thread, and the checks need threads as well


class OidcServer(ThreadingHTTPServer):
    """A server that turns connections above the cap away."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._places = threading.BoundedSemaphore(CONNECTIONS_CAP)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serves a connection in a thread of its own, if there is a place."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # there is no thread for it
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Gives the place back when the connection has ended."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


def handler_for(provider: OidcProvider) -> type[BaseHTTPRequestHandler]:
    """A request handler that asks this provider."""

    class Handler(_Handler):
        asked = provider

    return Handler


class _Handler(BaseHTTPRequestHandler):
    asked: OidcProvider
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True  # head and body are two writes; the second would wait for 40 ms

    def do_GET(self) -> None:
        """The browser at the authorization endpoint; the app everywhere else."""
        parts = urlsplit(self.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(200, self.asked.configuration())
            case "/jwks":
                self._json(200, self.asked.key_set())
            case "/authorize":
                self._authorize(parts.query)
            case "/userinfo":
                self._userinfo()
            case _:
                self._json(404, {"error": "not_found"})

    def do_POST(self) -> None:
        """OIDC Core §3.1.2.1 and §5.3.1: GET and POST at these two; the token endpoint has POST alone."""
        form = self._form()
        if form is None:
            return
        match urlsplit(self.path).path:
            case "/token":
                self._token(form)
            case "/authorize":
                self._authorize(form)
            case "/userinfo":
                self._userinfo()
            case _:
                self._json(404, {"error": "not_found"})

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Writes nothing: standard error is the checker's."""

    def _authorize(self, query: str) -> None:
        try:
            location = self.asked.answer_authorization(query)
        except ProtocolError as error:
            self._json(400, _error(error))
            return
        self._respond(302, b"", {"Location": location})

    def _token(self, form: str) -> None:
        authorization = self.headers.get("Authorization")
        try:
            answer = self.asked.answer_token(authorization, form)
        except ProtocolError as error:
            status = 401 if error.code == "invalid_client" else 400  # RFC 6749 §5.2
            challenge = {"WWW-Authenticate": 'Basic realm="oidc"'} if status == 401 else {}  # noqa: PLR2004
            self._json(status, _error(error), challenge)
            return
        self._json(200, answer)

    def _userinfo(self) -> None:
        try:
            answer = self.asked.answer_userinfo(self.headers.get("Authorization"))
        except ProtocolError as error:
            self._json(401, _error(error), {"WWW-Authenticate": f'Bearer error="{error.code}"'})
            return
        self._json(200, answer)

    def _form(self) -> str | None:
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > _FORM_CAP:
            self.close_connection = True
            self._json(411, {"error": "invalid_request", "error_description": "expected a Content-Length"})
            return None
        content = self.rfile.read(int(length))
        if kind != "application/x-www-form-urlencoded":
            expected = "expected application/x-www-form-urlencoded (RFC 6749 §4.1.3)"
            self.asked.refused.append(f"invalid_request: {expected}, got {kind or 'no Content-Type'}")
            self._json(400, {"error": "invalid_request", "error_description": expected})
            return None
        return content.decode("utf-8", errors="replace")

    def _json(self, status: int, value: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        # RFC 6749 §5.1: what holds tokens is not to be kept by anybody in between.
        fields = {"Content-Type": "application/json", "Cache-Control": "no-store", **(headers or {})}
        self._respond(status, json.dumps(value).encode(), fields)

    def _respond(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _error(error: ProtocolError) -> dict[str, str]:
    return {"error": error.code, "error_description": str(error).encode("ascii", "replace").decode()}
