"""The pytest plugin that runs an exercise's checks and reports each as an event."""

from __future__ import annotations

import signal
import time
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.checks.boot import listening_ports, wait_until_listening
from roadmap_lab.checks.client import Api
from roadmap_lab.checks.declaration import Declaration, declaration_of
from roadmap_lab.checks.failure import CheckFailed, Evidence, ServerGone
from roadmap_lab.checks.services import wait_until_answering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from roadmap_lab.checks.host import Host
    from roadmap_lab.checks.job import Job
    from roadmap_lab.checks.stand_ins import StandIns
    from roadmap_lab.checks.stream import EventStream

SERVER_GONE = "server-gone"


class _OutOfTimeError(Exception):
    pass


class ChecksPlugin:
    """Collects the declared checks, waits for the server, runs each check once, reports each at once.

    Args:
        job: What is to be done.
        stream: Where events go.
        host: Says when the learner's processes were started.
        stand_ins: Started before these.
    """

    def __init__(self, job: Job, stream: EventStream, host: Host, stand_ins: StandIns) -> None:
        self._job = job
        self._stream = stream
        self._host = host
        self._stand_ins = stand_ins
        self._not_passed: set[str] = set()
        self._server_gone = False
        self._seconds = 0.0
        self._error: BaseException | None = None

    # Collection ---------------------------------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Holds the declarations against each other, then keeps the checks that are wanted.

        Raises:
            pytest.UsageError: A test is no check, an id stands twice, or a need is unknown or later.
        """
        seen: dict[str, Declaration] = {}
        for item in items:
            try:
                declaration = declaration_of(item)
            except TypeError as error:
                raise pytest.UsageError(str(error)) from error
            if declaration.id in seen:
                raise pytest.UsageError(f"two checks have the id {declaration.id}")
            for need in declaration.needs:
                if need not in seen:
                    raise pytest.UsageError(f"{declaration.id} needs {need}, which no earlier check is")
            seen[declaration.id] = declaration
        unknown = set(self._job.only) - set(seen)
        if unknown:
            raise pytest.UsageError(f"no check has the id {', '.join(sorted(unknown))}")
        if self._job.only:
            wanted = _with_needs(self._job.only, seen)
            items[:] = [item for item in items if declaration_of(item).id in wanted]

    # The run ------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Announces the checks and waits for services and server; without a server no check runs."""
        if session.testsfailed:
            return None
        self._stream.collected([declaration_of(item) for item in session.items])
        if self._job.waits_for_services:
            self._stand_ins.start()
            wait_until_answering(self._job.services)
            self._stream.services_ready()
        if not wait_until_listening(self._job.port, self._job.boot_seconds, self._host.started):
            self._stream.unreachable(listening_ports())
            return True
        self._stream.ready()
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skips a check that can say nothing new."""
        self._error = None
        self._seconds = 0.0
        declaration = declaration_of(item)
        because = next((need for need in declaration.needs if need in self._not_passed), None)
        if self._server_gone:
            because = SERVER_GONE
        if because is not None:
            pytest.skip(because)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Gives the check its deadline."""
        with _deadline(declaration_of(item).seconds):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Keeps what went wrong first, and reports the outcome when all is put back."""
        if call.excinfo is not None and self._error is None:
            self._error = call.excinfo.value
        self._seconds += call.duration
        if call.when == "teardown":
            self._report(item, self._error, round(self._seconds * 1000))
        return (yield)

    def _report(self, item: pytest.Item, error: BaseException | None, milliseconds: int) -> None:
        declaration = declaration_of(item)
        if error is None:
            self._stream.passed(declaration.id, milliseconds)
            return
        self._not_passed.add(declaration.id)
        if isinstance(error, pytest.skip.Exception):
            self._stream.skipped(declaration.id, str(error.msg))
        elif isinstance(error, CheckFailed):
            self._server_gone = isinstance(error, ServerGone)
            self._stream.failed(declaration.id, milliseconds, error.evidence)
        elif isinstance(error, _OutOfTimeError):
            self._stream.failed(declaration.id, milliseconds, _out_of_time(declaration, item))
        else:
            trace = "".join(traceback.format_exception(error))
            self._stream.error(declaration.id, milliseconds, trace)


def _with_needs(wanted: tuple[str, ...], declarations: dict[str, Declaration]) -> set[str]:
    result: set[str] = set()
    queue = list(wanted)
    while queue:
        one = queue.pop()
        if one not in result:
            result.add(one)
            queue += declarations[one].needs
    return result


def _out_of_time(declaration: Declaration, item: pytest.Item) -> Evidence:
    api = getattr(item, "funcargs", {}).get("api")
    return Evidence(
        request="",
        expected=f"everything that this check asks within {declaration.seconds:g} s",
        actual="still no end after that time",
        earlier=api.earlier if isinstance(api, Api) else (),
    )


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Interrupts the main thread, whatever it waits for; a header that drips in has no other bound."""
    started = time.monotonic()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise _OutOfTimeError(f"{time.monotonic() - started:.1f} s")

    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
