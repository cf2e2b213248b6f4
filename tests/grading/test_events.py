from __future__ import annotations

import contextlib
import json
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.checks import stream
from roadmap_lab.checks.declaration import Declaration
from roadmap_lab.checks.failure import Evidence as SentEvidence
from roadmap_lab.checks.stream import LONGEST_TRACE, EventStream
from roadmap_lab.errors import InternalError
from roadmap_lab.grading import events
from roadmap_lab.grading.events import (
    LONGEST_LINE,
    AnyEvent,
    Broken,
    CheckEnded,
    CheckInfo,
    Collected,
    Evidence,
    Finished,
    Outcome,
    Ready,
    Unreachable,
    decode_event,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DECLARATION = Declaration(
    id="create", title="Über «notes»", hints=("Look.", "Again."), needs=("list",), seconds=3
)
SENT_EVIDENCE = SentEvidence(request="curl", expected="a\nb", actual="\x1b[31m\0", earlier=("GET / -> 200",))
EVIDENCE = Evidence(request="curl", expected="a\nb", actual="\x1b[31m\0", earlier=("GET / -> 200",))


def sent(*writes: Callable[[EventStream], None]) -> list[AnyEvent]:
    """What the host reads of what the checker writes, through a real pipe."""
    reading, writing = os.pipe()
    received = bytearray()

    def read() -> None:
        with os.fdopen(reading, "rb") as reader:
            received.extend(reader.read())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for write in writes:
            write(EventStream(writing))
    finally:
        os.close(writing)
        reader.join()
    return [decode_event(line) for line in bytes(received).splitlines()]


@pytest.mark.parametrize(
    ("write", "event"),
    [
        (
            lambda out: out.collected([DECLARATION]),
            Collected(
                protocol=1,
                checks=(
                    CheckInfo(id="create", title="Über «notes»", hints=("Look.", "Again."), needs=("list",)),
                ),
            ),
        ),
        (lambda out: out.collected([]), Collected(protocol=1, checks=())),
        (lambda out: out.ready(), Ready()),
        (lambda out: out.unreachable([3000, 8080]), Unreachable(listening=(3000, 8080))),
        (lambda out: out.passed("create", 5), CheckEnded(id="create", outcome=Outcome.PASSED, ms=5)),
        (
            lambda out: out.failed("create", 5, SENT_EVIDENCE),
            CheckEnded(id="create", outcome=Outcome.FAILED, ms=5, evidence=EVIDENCE),
        ),
        (
            lambda out: out.error("create", 5, "Traceback"),
            CheckEnded(id="create", outcome=Outcome.ERROR, ms=5, trace="Traceback"),
        ),
        (
            lambda out: out.skipped("create", "server-gone"),
            CheckEnded(id="create", outcome=Outcome.SKIPPED, ms=0, because="server-gone"),
        ),
        (lambda out: out.broken("Traceback"), Broken(trace="Traceback")),
        (lambda out: out.finished(), Finished()),
    ],
)
def test_what_the_checker_writes_is_what_the_host_reads(
    write: Callable[[EventStream], None], event: AnyEvent
) -> None:
    assert sent(write) == [event]


@given(st.text())
def test_any_text_of_a_server_reaches_the_host(text: str) -> None:
    evidence = SentEvidence(request=text, expected=text, actual=text, earlier=(text,))
    (event,) = sent(lambda out: out.failed("create", 1, evidence))
    assert isinstance(event, CheckEnded)
    assert event.evidence == Evidence(request=text, expected=text, actual=text, earlier=(text,))


def test_a_lone_surrogate_reaches_the_host_as_its_escape() -> None:
    evidence = SentEvidence(request="", expected="a title", actual='"\ud800 and \udfff", not \U0001f600')
    (event,) = sent(lambda out: out.failed("create", 1, evidence))
    assert isinstance(event, CheckEnded)
    assert event.evidence is not None
    assert event.evidence.actual == '"\\ud800 and \\udfff", not \U0001f600'


def test_events_come_in_order_one_a_line() -> None:
    found = sent(lambda out: out.ready(), lambda out: out.passed("a", 2), lambda out: out.finished())
    assert [type(one) for one in found] == [Ready, CheckEnded, Finished]


def test_both_sides_speak_the_same_protocol() -> None:
    assert stream.PROTOCOL == events.PROTOCOL


def test_the_longest_trace_fits_into_a_line() -> None:
    (event,) = sent(lambda out: out.broken("\U0001f600" * 100_000))
    assert isinstance(event, Broken)
    assert len(event.trace) == LONGEST_TRACE
    assert len(json.dumps(event.trace)) < LONGEST_LINE


CHECK: dict[str, Any] = {"event": "check", "id": "create", "outcome": "passed", "ms": 1}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"garbage",
        b"{",
        b"[]",
        b"null",
        b'"finished"',
        b"{}",
        b'{"event": null}',
        b'{"event": "finished"',
        b'{"event": "finished"} {"event": "finished"}',
        b'{"event": "passed"}',
        b'{"event": 7}',
        b"\0",
        b'{"event": "finished"}\0',
        b'{"event": "fin\xffished"}',
        b'{"event": "broken", "trace": "\xff"}',
        b'{"event": "broken", "trace": 7}',
        b'{"event": "broken"}',
        b'{"event": "check", "id": "a", "outcome": "passed", "ms": -1}',
        b'{"event": "check", "id": "a", "outcome": "passed", "ms": 1.5}',
        b'{"event": "check", "id": "a", "outcome": "passed", "ms": "1"}',
        b'{"event": "check", "id": "a", "outcome": "passed", "ms": true}',
        b'{"event": "collected", "protocol": 2, "checks": []}',
        b'{"event": "collected", "protocol": 1, "checks": {}}',
        b'{"event": "collected", "protocol": 1, "checks": [{"id": "UPPER", "title": "", "hints": []}]}',
        b'{"event": "collected", "protocol": 1, "checks": [{"id": "a", "title": "t", "hints": "h"}]}',
        json.dumps(CHECK | {"id": ""}).encode(),
        json.dumps(CHECK | {"id": "a" * 101}).encode(),
        json.dumps(CHECK | {"id": "a\nb"}).encode(),
        json.dumps(CHECK | {"outcome": "PASSED"}).encode(),
        json.dumps(CHECK | {"outcome": "won"}).encode(),
        json.dumps(CHECK | {"evidence": "none"}).encode(),
        json.dumps(CHECK | {"evidence": {"request": ""}}).encode(),
        b"[" * 200_000,
        b'{"event": "broken", "trace": ' + b"9" * 1_000_000 + b"}",
    ],
)
def test_a_line_that_is_no_event_is_our_own_fault(line: bytes) -> None:
    with pytest.raises(InternalError):
        decode_event(line)


@given(st.binary())
def test_no_bytes_at_all_do_anything_else(line: bytes) -> None:
    with contextlib.suppress(InternalError):
        decode_event(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["id", "outcome", "ms", "evidence", "because", "trace", "checks", "protocol", "listening"]
)
TAGS = st.sampled_from(["collected", "ready", "unreachable", "check", "broken", "finished", "other"])


@given(TAGS, st.dictionaries(KEYS, JSON))
def test_no_fields_of_an_event_do_anything_else(tag: str, fields: dict[str, Any]) -> None:
    with contextlib.suppress(InternalError):
        decode_event(json.dumps({"event": tag, **fields}).encode())
