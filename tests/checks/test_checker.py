"""The checker's program against small servers: outcomes, needs, deadlines, and always a last word."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from roadmap_lab.grading.events import LONGEST_LINE, Broken, Collected, Finished, Outcome, Ready, Unreachable
from tests.wire import WireServer, always, response

if TYPE_CHECKING:
    from tests.checks.conftest import Checker

GOOD = always(response(b'{"title": "a"}', Content_Type="application/json"))
FOUR = """
@check("It answers.", hints=["Begin there."])
def test_answers(api: Api) -> None:
    api.get("/").status(200)

@check("It makes notes.", hints=["One.", "Two."], needs=["answers"])
def test_create(api: Api) -> None:
    api.post("/notes", json={}).status(201)

@check("It reads notes.", hints=["One."], needs=["create"])
def test_read(api: Api) -> None:
    api.get("/notes/1").status(200)

@check("It counts.", hints=["One."])
def test_count(api: Api) -> None:
    raise RuntimeError("the check itself is wrong")
"""


def test_each_check_ends_in_one_of_four_ways(checker: Checker) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, FOUR)
    assert found.words == {"answers": "passed", "create": "failed", "read": "skipped", "count": "error"}
    assert [type(one) for one in found.events[:2]] == [Collected, Ready]
    assert isinstance(found.events[-1], Finished)
    assert found.collected == ["answers", "create", "read", "count"]


def test_a_failure_carries_its_case_and_a_broken_check_its_trace(checker: Checker) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, FOUR)
    evidence = found.outcomes["create"].evidence
    assert evidence is not None
    assert evidence.request.startswith("curl -i http://localhost:3000/notes")
    assert evidence.expected == "status 201 Created"
    assert found.outcomes["read"].because == "create"
    assert "the check itself is wrong" in found.outcomes["count"].trace
    assert found.outcomes["count"].evidence is None


def test_a_subset_runs_with_all_that_it_needs(checker: Checker) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, FOUR, only=["read"])
    assert found.words == {"answers": "passed", "create": "failed", "read": "skipped"}
    assert found.collected == ["answers", "create", "read"]


@pytest.mark.parametrize(
    "source",
    [
        "def test_undeclared() -> None:\n    pass",
        '@check("", hints=["h"])\ndef test_a() -> None: ...',
        '@check("t", hints=[])\ndef test_a() -> None: ...',
        '@check("t", hints="not a list")\ndef test_a() -> None: ...',
        '@check("t", hints=[" "])\ndef test_a() -> None: ...',
        '@check("t", hints=["h"])\ndef check_a() -> None: ...',
        (
            '@check("t", hints=["h"], needs=["later"])\ndef test_a() -> None: ...\n'
            '@check("t", hints=["h"])\ndef test_later() -> None: ...'
        ),
        '@check("t", hints=["h"], needs=["a"])\ndef test_a() -> None: ...',
        "this is no Python",
        "raise RuntimeError",
    ],
)
def test_a_wrong_declaration_is_our_own_fault(checker: Checker, source: str) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, source)
    assert [type(one) for one in found.events] == [Broken]
    assert server.requests == []


def test_no_checks_at_all_are_no_verdict(checker: Checker) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, "")
    assert isinstance(found.events[-1], Broken)
    assert not any(isinstance(one, Finished) for one in found.events)


def test_an_unknown_id_is_said_at_once(checker: Checker) -> None:
    with WireServer(GOOD) as server:
        found = checker.run(server.port, FOUR, only=["answers", "nothing"])
    assert [type(one) for one in found.events] == [Broken]
    assert server.requests == []


def test_two_checks_of_one_id_are_refused(checker: Checker) -> None:
    twin = "from roadmap_lab.checks import check\n@check('t', hints=['h'])\ndef test_count() -> None: ..."
    with WireServer(GOOD) as server:
        found = checker.run(server.port, FOUR, further={"test_more.py": twin})
    assert [type(one) for one in found.events] == [Broken]


def test_files_that_are_no_checks_can_be_imported_by_them(checker: Checker) -> None:
    source = (
        '@check("t", hints=["h"])\ndef test_a() -> None:\n    import helper\n    assert helper.ONE == 1\n'
    )
    with WireServer(GOOD) as server:
        assert checker.run(server.port, source, further={"helper.py": "ONE = 1"}).words == {"a": "passed"}


@pytest.mark.parametrize("line", ["", "garbage", "{}", "[]", '{"port": 1}'])
def test_a_job_that_is_none_is_said_to_be_broken(checker: Checker, line: str) -> None:
    assert [type(one) for one in checker.run_line(line).events] == [Broken]


def test_what_a_check_prints_does_not_disturb_the_events(checker: Checker) -> None:
    source = """
import os, subprocess, sys
@check("t", hints=["h"])
def test_a() -> None:
    print('{"event": "finished"}', flush=True)
    os.write(1, b'{"event": "finished"}')
    subprocess.run(["echo", '{"event": "finished"}'], check=True)
    sys.__stdout__.write("more")

@check("t", hints=["h"])
def test_b() -> None:
    raise SystemExit(0)
"""
    with WireServer(GOOD) as server:
        found = checker.run(server.port, source)
    assert found.words == {"a": "passed", "b": "error"}
    assert [type(one) for one in found.events].count(Finished) == 1


def test_a_check_that_hangs_is_ended_and_the_others_still_run(checker: Checker) -> None:
    source = """
import threading
@check("It hangs.", hints=["h"], seconds=0.3)
def test_hang(api: Api) -> None:
    api.get("/before")
    threading.Event().wait(50)

@check("It drips.", hints=["h"], seconds=0.3)
def test_drip(api: Api) -> None:
    api.get("/drip")

@check("It answers.", hints=["h"])
def test_after(api: Api) -> None:
    api.get("/").status(200)
"""

    def answer(connection: socket.socket, request: bytes) -> None:
        if b"/drip" not in request:
            return GOOD(connection, request)
        pause = threading.Event()
        while True:  # a header that never ends and never pauses has no other bound than the check's
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: " if not pause.is_set() else b"y")
            pause.wait(0.02)

    with WireServer(answer) as server:
        found = checker.run(server.port, source)
    assert found.words == {"hang": "failed", "drip": "failed", "after": "passed"}
    evidence = found.outcomes["hang"].evidence
    assert evidence is not None
    assert "within 0.3 s" in evidence.expected
    assert evidence.earlier == ("GET /before -> 200",)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def test_a_server_that_never_listens_runs_no_check(checker: Checker) -> None:
    with WireServer(GOOD) as elsewhere:
        found = checker.run(free_port(), FOUR, boot_seconds=0.2)
    assert [type(one) for one in found.events] == [Collected, Unreachable, Finished]
    event = found.events[1]
    assert isinstance(event, Unreachable)
    assert elsewhere.port in event.listening or len(event.listening) == 20


def test_a_server_that_starts_late_is_waited_for(checker: Checker) -> None:
    port = free_port()
    code = (
        "import socket, sys, time; time.sleep(0.5)\n"
        "s = socket.create_server(('127.0.0.1', int(sys.argv[1])))\n"
        "while True: s.accept()[0].close()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(port)]) as late:
        try:
            found = checker.run(port, FOUR, boot_seconds=20)
        finally:
            late.kill()
    assert isinstance(found.events[1], Ready)
    assert found.words["answers"] == "failed"


def test_after_a_server_died_one_check_fails_and_the_rest_is_skipped(checker: Checker) -> None:
    code = (
        "import socket, sys\ns = socket.create_server(('127.0.0.1', 0))\n"
        "print(s.getsockname()[1], flush=True)\n"
        "while True:\n    c = s.accept()[0]; r = c.recv(9999)\n    if b'/notes' in r: sys.exit()\n"
        "    c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n'); c.close()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as dying:
        assert dying.stdout is not None
        found = checker.run(int(dying.stdout.readline()), FOUR)
        assert dying.wait(10) == 0
    assert found.words == {"answers": "passed", "create": "failed", "read": "skipped", "count": "skipped"}
    assert {found.outcomes[one].because for one in ("read", "count")} == {"server-gone"}
    assert isinstance(found.events[-1], Finished)


VALUES = """
@check("One", hints=["h"])
def test_one(api: Api, values: Values) -> None:
    api.post("/", json=[values.title(), values.unicode(), values.integer(0, 10**9), values.token()])

@check("Two", hints=["h"])
def test_two(api: Api, values: Values) -> None:
    api.post("/", json=[values.title(), values.unicode(), values.integer(0, 10**9), values.token()])
"""


def inputs(checker: Checker, seed: str, *only: str) -> list[object]:
    with WireServer(GOOD) as server:
        checker.run(server.port, VALUES, seed=seed, only=only)
    return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in server.requests]


def test_the_same_seed_asks_the_same_and_another_asks_something_else(checker: Checker) -> None:
    first = inputs(checker, "7")
    assert first == inputs(checker, "7")
    assert first != inputs(checker, "8")


def test_the_inputs_of_a_check_are_its_own_whatever_else_runs(checker: Checker) -> None:
    one, two = inputs(checker, "7")
    assert one != two
    assert inputs(checker, "7", "two") == [two]


def test_odd_answers_of_a_server_reach_the_host(checker: Checker) -> None:
    source = '@check("t", hints=["h"])\ndef test_a(api: Api) -> None:\n    api.get("/").matches({"a": "b"})\n'
    body = rb'{"a": "\ud800 \u0000 \u001b[31m"}'
    with WireServer(always(response(body, Content_Type="application/json"))) as server:
        found = checker.run(server.port, source)
    assert found.words == {"a": "failed"}
    evidence = found.outcomes["a"].evidence
    assert evidence is not None
    assert "\\ud800" in evidence.actual


def test_the_alarm_of_one_check_does_not_ring_in_the_next(checker: Checker) -> None:
    source = """
import signal
@check("One", hints=["h"], seconds=0.2)
def test_one() -> None: ...

@check("Two", hints=["h"])
def test_two() -> None:
    assert 1 < signal.getitimer(signal.ITIMER_REAL)[0] <= 10
"""
    with WireServer(GOOD) as server:
        assert set(checker.run(server.port, source).words.values()) == {Outcome.PASSED.value}


def test_a_checker_that_is_killed_says_nothing_that_could_pass() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "roadmap_lab.checks"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
    assert b"finished" not in out


def test_what_a_server_has_a_word_in_never_makes_an_event_too_long(checker: Checker) -> None:
    source = """
@check("It answers.", hints=["Begin there."])
def test_answers(api: Api) -> None:
    long = "\\x00\\ud800" * 300_000
    api.fail(long, long, long)
"""
    with WireServer(GOOD) as server:
        found = checker.run(server.port, source)
    evidence = found.outcomes["answers"].evidence
    assert evidence is not None
    assert "characters left out" in evidence.expected
    assert len(msgspec.json.encode(found.outcomes["answers"])) < LONGEST_LINE
