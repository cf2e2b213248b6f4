"""The pytest plugin that runs an exercise's checks and reports each as an event."""

from __future__ import annotations

import signal
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.checks.boot import listening_ports, wait_until_listening
from roadmap_lab.checks.client import Api
from roadmap_lab.checks.declaration import ATTRIBUTE, Declaration
from roadmap_lab.checks.failure import CheckFailed, Evidence, ServerGone
from roadmap_lab.checks.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from roadmap_lab.checks.stream import EventStream

SERVER_GONE = "server-gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run of the checks is given.

    Attributes:
        port: Where the learner's server has to listen.
        seed: Source of all inputs; the same seed gives the same inputs.
        only: Ids of the checks wanted; empty for all. What they need runs as well.
        boot_seconds: How long the server may take until it listens.
    """

    port: int
    seed: str
    only: tuple[str, ...]
    boot_seconds: float


class _OutOfTimeError(Exception):
    pass


class ChecksPlugin:
    """Collects the declared checks, waits for the server, runs each check once, reports each at once."""

    def __init__(self, job: Job, stream: EventStream) -> None:
        self._job = job
        self._stream = stream
        self._not_passed: set[str] = set()
        self._server_gone = False

    # Fixtures -----------------------------------------------------------------------------------

    @pytest.fixture
    def api(self) -> Api:
        """An HTTP client for the learner's server."""
        return Api(self._job.port)

    @pytest.fixture
    def values(self, request: pytest.FixtureRequest) -> Values:
        """Seeded inputs, the same for this check whatever else runs."""
        return Values(f"{self._job.seed}/{_declaration(request.node).id}")

    # Collection ---------------------------------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Holds the declarations against each other, then keeps the checks that are wanted.

        Raises:
            pytest.UsageError: A test is no check, an id stands twice, or a need is unknown or later.
        """
        seen: dict[str, Declaration] = {}
        for item in items:
            declaration = _declaration(item)
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
            items[:] = [item for item in items if _declaration(item).id in wanted]

    # The run ------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Announces the checks and waits for the server; without a server no check runs."""
        if session.testsfailed:
            return None
        self._stream.collected([_declaration(item) for item in session.items])
        seconds = wait_until_listening(self._job.port, self._job.boot_seconds)
        if seconds is None:
            self._stream.unreachable(listening_ports())
            return True
        self._stream.ready(round(seconds * 1000))
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skips a check that can say nothing new."""
        declaration = _declaration(item)
        because = next((need for need in declaration.needs if need in self._not_passed), None)
        if self._server_gone:
            because = SERVER_GONE
        if because is not None:
            self._not_passed.add(declaration.id)
            self._stream.skipped(declaration.id, because)
            pytest.skip(because)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Gives the check its deadline."""
        with _deadline(_declaration(item).seconds):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Turns what a check did into one of the outcomes."""
        declaration = _declaration(item)
        error = call.excinfo.value if call.excinfo else None
        milliseconds = round(call.duration * 1000)
        if error is None:
            if call.when == "call":
                self._stream.passed(declaration.id, milliseconds)
        elif isinstance(error, pytest.skip.Exception):
            pass  # it was said where the check was skipped
        elif isinstance(error, CheckFailed):
            self._server_gone = isinstance(error, ServerGone)
            self._not_passed.add(declaration.id)
            self._stream.failed(declaration.id, milliseconds, error.evidence)
        elif isinstance(error, _OutOfTimeError):
            self._not_passed.add(declaration.id)
            self._stream.failed(declaration.id, milliseconds, _out_of_time(declaration, item))
        else:
            self._not_passed.add(declaration.id)
            self._stream.error(declaration.id, milliseconds, "".join(traceback.format_exception(error)))
        return (yield)


def _declaration(item: pytest.Item) -> Declaration:
    declaration = getattr(getattr(item, "function", None), ATTRIBUTE, None)
    if not isinstance(declaration, Declaration):
        raise pytest.UsageError(f"{item.name} is not declared as a check")
    return declaration


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
