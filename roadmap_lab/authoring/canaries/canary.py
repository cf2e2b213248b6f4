"""A server that listens on PORT and is of no use.

`silent` accepts connections and never answers; `agreeable` answers 200 with {} to everything.
"""

import os
import socket
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Agreeable(BaseHTTPRequestHandler):
    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self.agree
        raise AttributeError(name)

    def agree(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"{}")


def keep_silent(port: int) -> None:
    listening = socket.create_server(("", port), backlog=64)
    held = []
    while True:
        held.append(listening.accept())


if sys.argv[1] == "silent":
    keep_silent(int(os.environ["PORT"]))
else:
    ThreadingHTTPServer(("", int(os.environ["PORT"])), Agreeable).serve_forever()
