"""Running a planned pod and hearing what its checker says, until there is nothing more to be said."""

from __future__ import annotations

import json
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import InternalError, MachineError, RoadmapLabError
from roadmap_lab.grading.conclusions import Observation, Witness
from roadmap_lab.grading.events import (
    LARGEST_STREAM,
    LONGEST_LINE,
    AnyEvent,
    Broken,
    CheckEnded,
    Collected,
    Finished,
    Ready,
    Request,
    ServicesReady,
    Unreachable,
    decode_event,
)
from roadmap_lab.grading.processes import Ended, Processes, told_of_starts
from roadmap_lab.grading.report import CheckResult, Phase
from roadmap_lab.grading.roles import WEB
from roadmap_lab.sandbox.output import STDOUT, LineReader, frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import Protocol

    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.grading.plan import PodPlan
    from roadmap_lab.sandbox.pod import Begun, Line, Pod

    class Listener(Protocol):
        """Whoever wants to know how a grade goes on, while it does."""

        def phase(self, phase: Phase, detail: str = "") -> None:
            """A phase began, or goes on with this detail."""

        def collected(self, checks: tuple[CheckInfo, ...]) -> None:
            """These checks are going to run."""

        def check(self, result: CheckResult) -> None:
            """A check ended."""


START_SECONDS = 30.0  # of the containers themselves, before the learner's time begins
END_SECONDS = 2.0  # until the engine has noticed the end of a process
CHECKER_WAITED = 0.1  # seconds after which it is not known any more when it could have begun
SERVICES_SECONDS = 60.0  # until all services answer
RELEASE_SECONDS = 60.0  # of the `release` process


class _StreamEnded:
    """The checker's output ended."""


@dataclass(frozen=True, slots=True)
class _StreamBroken:
    error: Exception


_News = AnyEvent | _StreamEnded | _StreamBroken | Ended


def conduct(  # noqa: PLR0913  # everything that one run needs
    pod: Pod,
    begun: Begun,
    plan: PodPlan,
    listener: Listener,
    *,
    complete: bool,
    meanwhile: Callable[[], object],
) -> Observation:
    """Starts the containers, lets the checks run, and draws the conclusion.

    Args:
        pod: Where the other containers are made.
        begun: The containers that are in it already.
        plan: What to make and run.
        listener: Is told of every step.
        complete: Whether all the checks of the exercise run.
        meanwhile: Is called once when the checker is ready: it waits for the server now, and then both wait
            for each other, so that a processor is free for what is needed later.

    Raises:
        InternalError: The checker broke, or said what it cannot say.
        MachineError: The engine failed.
    """
    run = _Conduct(pod, plan, listener, complete=complete, meanwhile=meanwhile)
    run.start(begun)
    return run.hear_out()


class _Conduct:
    def __init__(
        self,
        pod: Pod,
        plan: PodPlan,
        listener: Listener,
        *,
        complete: bool,
        meanwhile: Callable[[], object],
    ) -> None:
        self._meanwhile = meanwhile
        self._pod = pod
        self._plan = plan
        self._listener = listener
        self._news: queue.SimpleQueue[tuple[float, _News]] = queue.SimpleQueue()
        self._processes = Processes(pod, plan, self._note)
        self._witness = Witness(pod, plan, complete=complete)
        self._checker: Line | None = None
        self._deadline = 0.0
        self._checker_began: float | None = None
        self._server_began = 0.0

    def start(self, begun: Begun) -> None:
        if begun.server is not None:
            self._go_on_with(begun.server, begun)
            return
        self._pod.create(self._plan.containers[1:])
        self._hear_checker(begun.checker)
        self._deadline = time.monotonic() + START_SECONDS + self._plan.boot_seconds
        if self._plan.waits_for_services:
            self._deadline += SERVICES_SECONDS
            self._processes.start(*self._plan.services)
        else:
            self._start_learners()
        self._listener.phase(Phase.BOOT)

    def _go_on_with(self, server: Future[Line], begun: Begun) -> None:
        """The server's container waits for its project, or will do so in a moment."""
        self._deadline = time.monotonic() + START_SECONDS + self._plan.boot_seconds
        if not begun.server_first:
            self._hear_checker(begun.checker)
        with told_of_starts():
            self._processes.take_over(WEB, server.result())
        self._server_began = time.monotonic()  # it begins now, though the checker may come later
        self._listener.phase(Phase.BOOT)
        if begun.server_first:
            try:
                self._hear_checker(begun.checker)
            except MachineError:
                if self._pod.engine.wait(self._pod.name(WEB), END_SECONDS) is None:
                    raise
                return  # it has crashed, and there was nothing to join: its end is among the news
        self._tell_checker({"started": True})

    def _hear_checker(self, checker: Future[Line]) -> None:
        with told_of_starts():
            line = self._checker = checker.result()
        if time.monotonic() - line.started < CHECKER_WAITED:
            self._checker_began = line.started
        line.send(self._plan.job)
        _read_events(line, self._note)

    def _note(self, news: _News) -> None:
        self._news.put((time.monotonic(), news))

    def hear_out(self) -> Observation:
        while True:
            try:
                moment, news = self._news.get(timeout=max(0.0, self._deadline - time.monotonic()))
            except queue.Empty:
                return self._witness.out_of_time()
            conclusion = self._hear(news, moment)
            if conclusion is not None:
                return conclusion

    def _hear(self, news: _News, moment: float) -> Observation | None:
        match news:
            case Ended():
                return self._ended(news)
            case Unreachable():
                return self._witness.not_listening(news)
            case Finished():
                return self._witness.finished()
            case Broken():
                raise InternalError("the checks themselves are broken", detail=news.trace)
            case _StreamBroken():
                raise InternalError(f"the checker's events cannot be read: {news.error}") from news.error
            case _StreamEnded():
                raise self._witness.lost_checker()
            case _:
                self._go_on(news, moment)
                return None

    def _go_on(self, event: Collected | ServicesReady | Ready | CheckEnded | Request, moment: float) -> None:
        match event:
            case Collected():
                self._witness.collected(event, moment, self._checker_began)
                self._listener.collected(event.checks)
                self._meanwhile()
            case ServicesReady():
                self._start_learners()
            case Ready():
                self._witness.ready(moment, self._server_began)
                self._deadline = time.monotonic() + self._plan.check_seconds
                self._listener.phase(Phase.CHECKS)
            case CheckEnded():
                self._listener.check(self._witness.check_ended(event))
            case Request():
                self._tell_checker({"reply": event.number, **self._carry_out(event)})

    def _start_learners(self) -> None:
        if self._plan.release is not None:
            self._deadline = time.monotonic() + START_SECONDS + RELEASE_SECONDS
            self._witness.release_runs = True
            self._processes.start(self._plan.release)
        else:
            self._start_processes()

    def _start_processes(self) -> None:
        self._witness.release_runs = False
        self._deadline = time.monotonic() + START_SECONDS + self._plan.boot_seconds
        self._processes.start(*self._plan.processes)
        self._server_began = time.monotonic()
        self._tell_checker({"started": True})

    def _ended(self, ended: Ended) -> Observation | None:
        if self._processes.was_expected(ended):
            return None
        if self._plan.release is not None and ended.role == self._plan.release.role:
            if self._pod.state(ended.role).exit_code == 0:
                self._start_processes()
                return None
            return self._witness.release_failed()
        return self._witness.ended(ended.role)

    def _carry_out(self, request: Request) -> dict[str, Any]:
        try:
            return {"ok": True, **self._processes.carry_out(request)}
        except MachineError:
            raise
        except RoadmapLabError as error:
            return {"ok": False, "message": error.message}

    def _tell_checker(self, message: dict[str, Any]) -> None:
        if self._checker is not None:
            self._checker.send(json.dumps(message).encode() + b"\n")


def _read_events(line: Line, tell: Callable[[_News], None]) -> None:
    """Reads the checker's output in a thread of its own and tells each event."""

    def read() -> None:
        reader = LineReader(longest=LONGEST_LINE, largest=LARGEST_STREAM)
        try:
            with line.reader as output:
                for stream, piece in frames(output):
                    if stream == STDOUT:
                        for text in reader.lines(piece):
                            tell(decode_event(text))
        except (InternalError, OverflowError) as error:
            tell(_StreamBroken(error))
        tell(_StreamEnded())

    threading.Thread(target=read, daemon=True).start()
