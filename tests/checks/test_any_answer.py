"""Whatever a server sends, a request ends in a reply or in a failure of the learner's, and in time."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_lab.checks.client import Api
from roadmap_lab.checks.failure import CheckFailed
from tests.wire import WireServer

if TYPE_CHECKING:
    import socket

SECONDS = 0.5
FAR_BELOW_ENDLESS = 10.0
CAP = 2000

line_ends = st.sampled_from([b"\r\n", b"\n", b"\r\n\r\n", b""])
names = st.sampled_from(
    [
        b"Content-Length",
        b"Transfer-Encoding",
        b"Content-Encoding",
        b"Content-Type",
        b"Location",
        b"Set-Cookie",
        b"Connection",
        b"Upgrade",
        b"",
        b" folded",
        b"X\x00",
    ]
)
values = st.one_of(
    st.sampled_from(
        [
            b"0",
            b"5",
            b"-1",
            b"99999999999999999999",
            b"1, 2",
            b"chunked",
            b"gzip",
            b"br",
            b"deflate, gzip",
            b"identity",
            b"application/json; charset=utf-16",
            b"http://[::1",
            b"\xff\xfe",
            b"close",
        ]
    ),
    st.binary(max_size=30),
)
fields = st.lists(st.tuples(names, st.sampled_from([b":", b": ", b""]), values, line_ends), max_size=6)
starts = st.one_of(
    st.sampled_from(
        [
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 204 No Content\r\n",
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 101 Switching Protocols\r\n",
            b"HTTP/0.9 200\r\n",
            b"HTTP/1.1 2000 OK\r\n",
            b"HTTP/1.1 301 Moved\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"",
        ]
    ),
    st.binary(max_size=60),
)
bodies = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [b"5\r\nhello\r\n0\r\n\r\n", b"fffffffffffffffff\r\nx", b"-5\r\nhello", b"{" * 5000, b"\x1f\x8b\x08"]
    ),
)


@given(start=starts, heads=fields, body=bodies)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_answer_ends_in_a_reply_or_in_a_failure(
    start: bytes, heads: list[tuple[bytes, bytes, bytes, bytes]], body: bytes
) -> None:
    sent = start + b"".join(b"".join(one) for one in heads) + b"\r\n" + body

    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(sent)

    with WireServer(answer) as server:
        began = time.monotonic()
        with suppress(CheckFailed):  # anything else is a check that broke
            reply = Api(server.port, seconds=SECONDS, body_cap=CAP).get("/notes")
            assert len(reply.body) <= CAP
            reply.status(200, reply.code)
            reply.matches({"any": "thing"})
        assert time.monotonic() - began < FAR_BELOW_ENDLESS
