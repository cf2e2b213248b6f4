from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.sandbox.output import STDERR, STDOUT, LineReader, frames, log_text


def frame(stream: int, data: bytes) -> bytes:
    return struct.pack(">BxxxL", stream, len(data)) + data


def read(data: bytes) -> list[tuple[int, bytes]]:
    return list(frames(io.BytesIO(data)))


def test_both_streams_come_in_order() -> None:
    assert read(frame(1, b"out") + frame(2, b"err") + frame(1, b"")) == [(STDOUT, b"out"), (STDERR, b"err")]


def test_a_large_frame_comes_in_pieces() -> None:
    pieces = read(frame(1, b"x" * 200_000))
    assert len(pieces) > 1
    assert b"".join(piece for _, piece in pieces) == b"x" * 200_000


@pytest.mark.parametrize("cut", range(1, len(frame(1, b"abc"))))
def test_a_stream_that_is_cut_off_just_ends(cut: int) -> None:
    pieces = read(frame(2, b"first") + frame(1, b"abc")[:cut])
    assert pieces[0] == (2, b"first")
    assert b"".join(piece for _, piece in pieces[1:]) == b"abc"[: max(0, cut - 8)]


def test_a_frame_that_promises_gigabytes_is_read_as_it_comes() -> None:
    assert read(struct.pack(">BxxxL", 1, 2**32 - 1) + b"short") == [(1, b"short")]


def test_a_channel_that_is_closed_by_us_ends() -> None:
    closed = io.BytesIO(frame(1, b"x"))
    closed.close()
    assert list(frames(closed)) == []


@given(st.binary())
def test_any_bytes_end(data: bytes) -> None:
    assert sum(len(piece) for _, piece in read(data)) <= len(data)


@given(st.lists(st.binary(max_size=20)), st.integers(1, 7))
def test_lines_are_the_same_however_they_are_cut(lines: list[bytes], size: int) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    whole = b"".join(line + b"\n" for line in lines)
    reader = LineReader(longest=100, largest=10_000)
    found = [
        line for start in range(0, len(whole), size) for line in reader.lines(whole[start : start + size])
    ]
    assert found == lines


@pytest.mark.parametrize(
    "pieces", [[b"x" * 11], [b"x" * 6, b"x" * 5], [b"ok\n" + b"x" * 11 + b"\n"], [b"x" * 11 + b"\n"]]
)
def test_a_line_over_the_cap_ends_it(pieces: list[bytes]) -> None:
    reader = LineReader(longest=10, largest=1000)
    *first, last = pieces
    for piece in first:
        reader.lines(piece)
    with pytest.raises(OverflowError):
        reader.lines(last)


def test_all_lines_together_have_a_cap() -> None:
    reader = LineReader(longest=10, largest=25)
    reader.lines(b"123456789\n" * 2)
    with pytest.raises(OverflowError):
        reader.lines(b"123456789\n")


def test_a_line_of_just_the_cap_is_fine() -> None:
    assert LineReader(longest=10, largest=11).lines(b"x" * 10 + b"\n") == [b"x" * 10]


def test_a_log_is_text_whatever_it_holds() -> None:
    assert log_text(frame(1, b"out\n") + frame(2, b"\xff\n") + b"\x01") == "out\n\ufffd\n"
