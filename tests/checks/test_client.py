from __future__ import annotations

import gzip
import threading
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.checks.client import Api, listens
from roadmap_lab.checks.failure import CheckFailed, Evidence, ServerGone
from tests.wire import WireServer, always, response

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    Answer = Callable[[socket.socket, bytes], None]

SECONDS = 0.4
FAR_BELOW_ENDLESS = 5.0  # the misbehaving servers below would go on for minutes
CAP = 100_000


def failure(answer: Answer, *, cap: int = CAP) -> Evidence:
    with WireServer(answer) as server:
        start = time.monotonic()
        with pytest.raises(CheckFailed) as caught:
            Api(server.port, seconds=SECONDS, body_cap=cap).get("/notes")
        assert time.monotonic() - start < FAR_BELOW_ENDLESS
    assert not isinstance(caught.value, ServerGone)
    return caught.value.evidence


def drip(connection: socket.socket, data: bytes, pause: float = 0.02) -> None:
    waiting = threading.Event()
    for index in range(len(data)):
        connection.sendall(data[index : index + 1])
        waiting.wait(pause)


def test_an_answer_is_read_whole() -> None:
    body = "žluťoučký".encode() * 5000
    with WireServer(always(response(body, status="201 Created", Content_Type="text/plain"))) as server:
        reply = Api(server.port).post("/notes", json={"title": "ž"})
    assert (reply.code, reply.body) == (201, body)
    assert reply.headers["content-type"] == "text/plain"


def test_what_is_sent_is_what_was_asked() -> None:
    with WireServer(always(response())) as server:
        Api(server.port).put("/notes/1?a=b", json={"title": "ž"}, headers={"X-One": "1"})
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "PUT /notes/1?a=b HTTP/1.1"
    assert {"X-One: 1", "Content-Type: application/json", "User-Agent: roadmap-lab"} <= set(lines)
    assert body == '{"title": "ž"}'.encode()


def test_broken_percent_encoding_is_sent_as_it_stands() -> None:
    with WireServer(always(response())) as server:
        Api(server.port).get("/notes/%zz")
    assert server.requests[0].startswith(b"GET /notes/%zz HTTP/1.1\r\n")


def test_raw_bodies_have_no_content_type_of_ours() -> None:
    with WireServer(always(response())) as server:
        Api(server.port).post("/notes", body=b"\xff{")
    assert b"content-type" not in server.requests[0].lower()
    assert server.requests[0].endswith(b"\r\n\r\n\xff{")


def test_no_proxy_or_netrc_of_the_environment_comes_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with WireServer(always(response(b"direct"))) as server:
        assert Api(server.port).get("/").body == b"direct"


def test_a_redirect_is_not_followed() -> None:
    with WireServer(always(response(status="302 Found", Location="/elsewhere"))) as server:
        reply = Api(server.port).get("/")
    assert reply.code == 302
    assert len(server.requests) == 1


def test_no_answer_at_all_ends_at_the_deadline() -> None:
    evidence = failure(lambda connection, _request: (connection.recv(1), None)[1])  # until the client goes
    assert evidence.expected == f"an answer within {SECONDS:g} s"
    assert evidence.actual == "none in that time"


@pytest.mark.parametrize("encoding", ["", "chunked"])
def test_a_body_that_drips_in_ends_at_the_deadline(encoding: str) -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        field = "Transfer-Encoding: chunked" if encoding else "Content-Length: 3000"
        connection.sendall(f"HTTP/1.1 200 OK\r\n{field}\r\n\r\n".encode())
        drip(connection, b"1\r\nx\r\n" * 3000 if encoding else b"x" * 3000)

    evidence = failure(answer)
    assert evidence.expected == f"a whole answer within {SECONDS:g} s"
    assert evidence.actual == "none in that time"


def test_a_body_over_the_cap_is_not_read_to_its_end() -> None:
    assert "at most 100,000 bytes" in failure(always(response(b"x" * (CAP + 1)))).expected


def test_a_body_of_just_the_cap_is_fine() -> None:
    with WireServer(always(response(b"x" * CAP))) as server:
        assert len(Api(server.port, body_cap=CAP).get("/").body) == CAP


def test_an_endless_body_ends_at_the_cap() -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    assert failure(answer).actual == "a larger one"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_bomb_ends_at_the_cap(encoding: str) -> None:
    plain = bytes(200 * 1024 * 1024)
    bomb = gzip.compress(plain, 1) if encoding == "gzip" else zlib.compress(plain, 1)
    assert len(bomb) < 1024 * 1024
    assert failure(always(response(bomb, Content_Encoding=encoding))).actual == "a larger one"


def test_a_compressed_body_is_decoded() -> None:
    with WireServer(always(response(gzip.compress(b"hello"), Content_Encoding="gzip"))) as server:
        assert Api(server.port).get("/").body == b"hello"


def test_a_body_that_is_not_compressed_as_it_says_is_told_so() -> None:
    evidence = failure(always(response(b"plain", Content_Encoding="gzip")))
    assert evidence.actual == "a body that its Content-Encoding does not fit"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
    ],
    ids=["nothing", "short-body", "short-chunk"],
)
def test_an_answer_that_breaks_off_is_the_servers_failure(data: bytes) -> None:
    evidence = failure(always(data))
    assert evidence.expected == "a whole, valid HTTP answer"
    assert "closed before the answer was complete" in evidence.actual


@pytest.mark.parametrize(
    "data",
    [
        b"garbage\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00" * 20,
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["words", "tls", "status", "chunks", "many-headers", "long-header"],
)
def test_what_is_not_http_is_the_servers_failure(data: bytes) -> None:
    assert failure(always(data)).expected == "a whole, valid HTTP answer"


def test_headers_that_are_no_latin_text_break_nothing() -> None:
    head = b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\x00\x1b[31m\r\nContent-Length: 0\r\n\r\n"
    with WireServer(always(head)) as server:
        assert Api(server.port).get("/").code == 200


def test_a_server_that_is_gone_is_told_from_one_that_answers_badly() -> None:
    with WireServer(always(response())) as server:
        api = Api(server.port, seconds=SECONDS)
        api.get("/first")
        server.stop_listening()
        with pytest.raises(ServerGone) as caught:
            api.get("/second")
    assert caught.value.evidence.earlier == ("GET /first -> 200",)
    assert "nothing listens" in caught.value.evidence.actual


def test_the_evidence_shows_the_requests_before() -> None:
    with WireServer(always(response())) as server:
        api = Api(server.port)
        for index in range(8):
            api.get(f"/{index}")
        reply = api.get("/8")
    assert api.earlier == tuple(f"GET /{index} -> 200" for index in range(3, 9))
    assert reply.earlier[-1] == "GET /7 -> 200"


@pytest.mark.parametrize(
    ("method", "options", "curl"),
    [
        ("GET", {}, "curl -i http://localhost:3000/a"),
        ("HEAD", {}, "curl -i --head http://localhost:3000/a"),
        ("DELETE", {}, "curl -i -X DELETE http://localhost:3000/a"),
        (
            "POST",
            {"json": {"a": "it's"}},
            (
                """curl -i http://localhost:3000/a -H 'Content-Type: application/json' """
                """--data-binary '{"a": "it'"'"'s"}'"""
            ),
        ),
        ("PUT", {"body": "x"}, "curl -i -X PUT http://localhost:3000/a --data-binary x"),
    ],
)
def test_the_request_is_told_as_a_line_for_a_shell(
    method: str, options: dict[str, object], curl: str
) -> None:
    with WireServer(always(response())) as server:
        assert Api(server.port).send(method, "/a", **options).curl == curl  # type: ignore[arg-type]


def test_a_long_body_is_shortened_in_the_line_for_a_shell() -> None:
    with WireServer(always(response())) as server:
        curl = Api(server.port).post("/a", body="x" * 100_000).curl
    assert len(curl) < 1000
    assert "characters left out" in curl


def test_calls_together_are_under_way_at_the_same_time() -> None:
    meeting = threading.Barrier(4)

    def answer(connection: socket.socket, request: bytes) -> None:
        meeting.wait(10)  # no request is answered before all of them are here
        connection.sendall(response(request.split()[1]))

    with WireServer(answer) as server:
        api = Api(server.port)
        replies = api.together(*(lambda index=index: api.get(f"/{index}") for index in range(4)))
    assert [reply.text for reply in replies] == ["/0", "/1", "/2", "/3"]


def test_the_first_failure_of_calls_together_is_the_checks() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        connection.sendall(response(status="500 Internal Server Error" if b"/bad" in request else "200 OK"))

    with WireServer(answer) as server:
        api = Api(server.port)
        with pytest.raises(CheckFailed) as caught:
            api.together(lambda: api.get("/good").status(200), lambda: api.get("/bad").status(200))
    assert "/bad" in caught.value.evidence.request


def test_a_port_is_listened_on_or_not() -> None:
    with WireServer(always(b"")) as server:
        assert listens(server.port)
    assert not listens(server.port)


def test_half_of_a_pair_is_sent_as_the_escape_that_it_is() -> None:
    with WireServer(always(response())) as server:
        Api(server.port).post("/notes", json={"token": "\ud800"})
    assert server.requests[0].endswith(b'{"token": "\\ud800"}')


def test_a_long_header_is_shortened_in_the_line_for_a_shell() -> None:
    with WireServer(always(response())) as server:
        curl = Api(server.port).get("/a", headers={"Authorization": "Bearer " + "x" * 50_000}).curl
    assert len(curl) < 3000
    assert "characters left out" in curl
