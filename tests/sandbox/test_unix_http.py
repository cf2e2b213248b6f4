from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.sandbox.unix_http import Response, call, take_over
from tests.docker.fake_engine import FakeEngine

if TYPE_CHECKING:
    from pathlib import Path


def ask(tmp_path: Path, answer: bytes) -> Response:
    with FakeEngine(tmp_path / "s", lambda _method, _target: answer):
        return call(str(tmp_path / "s"), "GET", "/x", content=None, seconds=2.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-Y: z\r\n\r\nhello",
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\nX-Y: z\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nx-y: z\r\n\r\nhello",  # as long as the connection
        b"HTTP/1.0 201 Created\r\nx-y: z\r\n\r\nhello",
    ],
)
def test_a_body_is_read_however_its_end_is_told(tmp_path: Path, answer: bytes) -> None:
    response = ask(tmp_path, answer)
    assert (response.status, bytes(response.body), response.headers["x-y"]) == (201, b"hello", "z")


def test_an_answer_without_a_body_is_whole(tmp_path: Path) -> None:
    response = ask(tmp_path, b"HTTP/1.1 204 No Content\r\nApi-Version: 1.41\r\n\r\n")
    assert (response.status, bytes(response.body)) == (204, b"")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"\x16\x03\x01\x02",
        b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
    ],
)
def test_what_is_no_whole_answer_is_an_error_of_the_connection(tmp_path: Path, answer: bytes) -> None:
    with pytest.raises(ConnectionError):
        ask(tmp_path, answer)


def test_a_silent_server_is_waited_for_no_longer_than_asked(tmp_path: Path) -> None:
    def answer(_method: str, _target: str) -> bytes:
        time.sleep(1.0)
        return b""

    with FakeEngine(tmp_path / "s", answer), pytest.raises(TimeoutError):
        call(str(tmp_path / "s"), "GET", "/x", content=None, seconds=0.1)


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        call(str(tmp_path / "s"), "GET", "/x", content=None, seconds=1.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n",
    ],
)
def test_a_connection_is_taken_over(tmp_path: Path, answer: bytes) -> None:
    with FakeEngine(tmp_path / "s", lambda _method, _target: answer):
        taken = take_over(str(tmp_path / "s"), "/attach", seconds=2.0)
        assert taken.gettimeout() is None
        assert taken.recv(1) == b""  # the fake engine has nothing more to say
        taken.close()


@pytest.mark.parametrize("answer", [b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", b"", b"?\r\n"])
def test_a_connection_that_is_refused_is_told(tmp_path: Path, answer: bytes) -> None:
    with (
        FakeEngine(tmp_path / "s", lambda _method, _target: answer),
        pytest.raises(OSError, match=r"refused|closed|no HTTP"),
    ):
        take_over(str(tmp_path / "s"), "/attach", seconds=2.0)
