"""What other clients put up with or pass over, and a checker must not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.checks.client import Api
from roadmap_lab.checks.failure import CheckFailed, Evidence
from tests.wire import WireServer, always, response

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    Answer = Callable[[socket.socket, bytes], None]

SECONDS = 0.5
FAR_BELOW_ENDLESS = 5.0
HELLO = response(b"hello")


def failure(answer: Answer, path: str = "/notes") -> Evidence:
    with WireServer(answer) as server:
        start = time.monotonic()
        with pytest.raises(CheckFailed) as caught:
            Api(server.port, seconds=SECONDS).get(path)
        assert time.monotonic() - start < FAR_BELOW_ENDLESS
    return caught.value.evidence


@pytest.mark.parametrize("path", ["/notes", "/notes/%zz"])
@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 204 No Content",
        b"HTTP/1.1 204 No Content\r\n",
        b"HTTP/1.1 204 No Content\r\nDate: today",
        b"HTTP/1.1 204 No Content\r\nDate: today\r\n",
    ],
)
def test_a_head_that_breaks_off_is_no_answer(head: bytes, path: str) -> None:
    evidence = failure(always(head), path)
    assert evidence.expected == "a whole, valid HTTP answer"
    assert "closed before the answer was complete" in evidence.actual


@pytest.mark.parametrize("more", [b"a", b"a: b\r\n"])
def test_a_head_that_drips_in_ends_at_the_deadline(more: bytes) -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(90):
            connection.sendall(more)
            time.sleep(0.05)

    evidence = failure(answer)
    assert evidence.actual == "none in that time"
    assert evidence.request.endswith("/notes")


@pytest.mark.parametrize("status", ["100 Continue", "103 Early Hints"])
def test_interim_answers_without_an_end_end_at_the_deadline(status: str) -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        while True:
            connection.sendall(f"HTTP/1.1 {status}\r\nA: b\r\n\r\n".encode() * 100)

    assert failure(answer).actual == "none in that time"


def test_interim_answers_are_passed_over() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
    with WireServer(always(interim + HELLO)) as server:
        assert Api(server.port).get("/").body == b"hello"


def test_the_body_of_a_redirect_is_capped_as_any_other() -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n")
        while True:
            connection.sendall(bytes(65536))

    assert failure(answer).actual == "a larger one"


def test_a_redirect_to_what_is_no_address_is_an_answer() -> None:
    with WireServer(always(response(b"x", status="302 Found", Location="http://[::1"))) as server:
        assert Api(server.port).get("/").headers["location"] == "http://[::1"


def test_cookies_are_not_sent_back_unless_the_check_does() -> None:
    with WireServer(always(response(Set_Cookie="state=all-of-it; Path=/"))) as server:
        api = Api(server.port)
        assert api.get("/").headers["set-cookie"] == "state=all-of-it; Path=/"
        api.get("/")
        api.get("/", headers={"Cookie": "mine=1"})
    assert b"cookie" not in server.requests[1].lower()
    assert b"Cookie: mine=1" in server.requests[2]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bytes.fromhex("15030300020228"), "TLS (HTTPS)"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "more than 100 header fields"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "more than 65,536 bytes"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" + b"x" * 100_000,
            "more than 65,536 bytes",
        ),
        (b'["no head"]', 'something that is not HTTP: ["no head"]'),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 2\r\n\r\nhello",
            "Content-Length contained multiple unmatching values",
        ),
    ],
    ids=["tls", "fields", "line", "chunk", "no-head", "lengths"],
)
def test_what_is_wrong_with_an_answer_is_said_plainly(data: bytes, told: str) -> None:
    assert told in failure(always(data)).actual
