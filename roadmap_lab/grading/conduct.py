"""Running a planned pod and hearing what its checker says, until there is nothing more to be said."""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.grading.events import (
    LARGEST_STREAM,
    LONGEST_LINE,
    AnyEvent,
    Broken,
    CheckEnded,
    Collected,
    Finished,
    Ready,
    Unreachable,
    decode_event,
)
from roadmap_lab.grading.plan import CHECKER, WEB
from roadmap_lab.grading.report import CheckResult, Phase, Trouble, Verdict, verdict_of
from roadmap_lab.sandbox.engine import NotStartedError
from roadmap_lab.sandbox.output import STDOUT, LineReader, frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.grading.plan import PodPlan
    from roadmap_lab.sandbox.pod import Pod
    from roadmap_lab.sandbox.transport import Channel

    class Listener(Protocol):
        """Whoever wants to know how a grade goes on, while it does."""

        def phase(self, phase: Phase, detail: str = "") -> None:
            """A phase began, or goes on with this detail."""

        def collected(self, checks: tuple[CheckInfo, ...]) -> None:
            """These checks are going to run."""

        def check(self, result: CheckResult) -> None:
            """A check ended."""


START_SECONDS = 30.0  # of the containers themselves, before the learner's time begins
LOG_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen of one pod."""

    verdict: Verdict
    results: tuple[CheckResult, ...]
    trouble: Trouble | None = None
    boot_seconds: float = 0.0


class _StreamEnded:
    """The checker's output ended."""


class _WebEnded:
    """The learner's server ended."""


@dataclass(frozen=True, slots=True)
class _StreamBroken:
    error: Exception


_News = AnyEvent | _StreamEnded | _WebEnded | _StreamBroken


def conduct(
    pod: Pod, plan: PodPlan, listener: Listener, *, complete: bool, meanwhile: Callable[[], object]
) -> Observation:
    """Starts the containers, lets the checks run, and draws the conclusion.

    Args:
        pod: Empty; its containers are made here.
        plan: What to make and run.
        listener: Is told of every step.
        complete: Whether all the checks of the exercise run.
        meanwhile: Is called once while the containers start: the time for what is needed later.

    Raises:
        InternalError: The checker broke, or said what it cannot say.
        MachineError: The engine failed.
    """
    run = _Conduct(pod, plan, listener, complete=complete)
    run.start()
    meanwhile()
    return run.hear_out()


class _Conduct:
    def __init__(self, pod: Pod, plan: PodPlan, listener: Listener, *, complete: bool) -> None:
        self._pod = pod
        self._plan = plan
        self._listener = listener
        self._complete = complete
        self._news: queue.SimpleQueue[_News] = queue.SimpleQueue()
        self._checks: dict[str, CheckInfo] | None = None
        self._results: dict[str, CheckResult] = {}
        self._boot_seconds = 0.0
        self._deadline = 0.0

    def hear_out(self) -> Observation:
        self._deadline = time.monotonic() + START_SECONDS + self._plan.boot_seconds
        while True:
            try:
                news = self._news.get(timeout=max(0.0, self._deadline - time.monotonic()))
            except queue.Empty:
                return self._out_of_time()
            conclusion = self._hear(news)
            if conclusion is not None:
                return conclusion

    def start(self) -> None:
        self._pod.create(self._plan.containers)
        try:
            channel = self._pod.start(CHECKER, self._plan.job, output=True)
            _read_events(channel, self._news.put)
            self._pod.start(WEB, self._plan.archive, output=False)
        except NotStartedError as error:
            raise MachineError(
                f"a container could not be started: {error}", "roadmap-lab doctor looks for the cause"
            ) from error
        self._pod.watch(WEB, lambda: self._news.put(_WebEnded()))
        self._listener.phase(Phase.BOOT)  # told now, when whatever a listener does with it costs no time

    def _hear(self, news: _News) -> Observation | None:
        match news:
            case Collected() | Ready() | CheckEnded():
                self._go_on(news)
                return None
            case Unreachable():
                return self._not_listening(news)
            case _WebEnded():
                return self._web_ended()
            case Finished():
                return self._finished()
            case Broken():
                raise InternalError("the checks themselves are broken", detail=news.trace)
            case _StreamBroken():
                raise InternalError(f"the checker's events cannot be read: {news.error}") from news.error
            case _StreamEnded():
                raise self._lost()

    def _go_on(self, event: Collected | Ready | CheckEnded) -> None:
        match event:
            case Collected():
                if self._checks is not None or not event.checks:
                    raise InternalError("the checker announced its checks wrongly")
                self._checks = {check.id: check for check in event.checks}
                self._listener.collected(event.checks)
            case Ready():
                self._boot_seconds = event.ms / 1000
                self._deadline = time.monotonic() + self._plan.check_seconds
                self._listener.phase(Phase.CHECKS)
            case CheckEnded():
                self._take(event)

    def _take(self, event: CheckEnded) -> None:
        check = (self._checks or {}).get(event.id)
        if check is None or event.id in self._results:
            raise InternalError(
                f"the checker reported {event.id}, which it had not announced or reported before"
            )
        result = CheckResult(
            check=check,
            outcome=event.outcome,
            milliseconds=event.ms,
            evidence=event.evidence,
            because=event.because,
            trace=event.trace,
        )
        self._results[event.id] = result
        self._listener.check(result)

    def _finished(self) -> Observation:
        results = tuple(self._results.values())
        if self._checks is None or len(results) != len(self._checks):
            raise InternalError("the checker ended before every check had its say")
        trouble = self._gone_meanwhile() if any(one.because == "server-gone" for one in results) else None
        return Observation(
            verdict=verdict_of(results, complete=self._complete),
            results=results,
            trouble=trouble,
            boot_seconds=self._boot_seconds,
        )

    def _web_ended(self) -> Observation | None:
        if self._boot_seconds or self._results:
            return None  # the checks find out, and say at which request it was
        state = self._pod.state(WEB)
        if state.out_of_memory:
            message = f"your server used more than {self._memory()} MB while it started, and was stopped"
        elif state.exit_code == 0:
            message = "your server ended by itself while it started (exit code 0)"
        else:
            message = f"your server crashed while it started (exit code {state.exit_code})"
        hint = "run the Procfile's `web` line in a shell with PORT set, and read its first error"
        return self._without_checks(Verdict.CRASHED, message, hint)

    def _not_listening(self, event: Unreachable) -> Observation:
        message = (
            f"your server did not listen on PORT ({self._plan.port}) within {self._plan.boot_seconds:g} s"
        )
        others = ", ".join(str(port) for port in event.listening)
        hint = "start it on the port that the environment variable PORT names"
        if others:
            hint += f"; it listens on {others} instead"
        return self._without_checks(Verdict.NOT_LISTENING, message, hint)

    def _without_checks(self, verdict: Verdict, message: str, hint: str) -> Observation:
        trouble = Trouble(message=message, hint=hint, output=self._pod.log(WEB, LOG_LINES))
        return Observation(verdict=verdict, results=(), trouble=trouble)

    def _gone_meanwhile(self) -> Trouble:
        state = self._pod.state(WEB)
        if state.out_of_memory:
            message = f"your server used more than {self._memory()} MB and was stopped"
        elif state.running:
            message = "your server stopped listening on its port while it was checked"
        else:
            message = f"your server crashed while it was checked (exit code {state.exit_code})"
        hint = "the first failed check shows the request after which it was gone"
        return Trouble(message=message, hint=hint, output=self._pod.log(WEB, LOG_LINES))

    def _out_of_time(self) -> Observation:
        if self._checks is None or not self._boot_seconds:
            log = self._pod.log(CHECKER, LOG_LINES)
            raise InternalError("the checker did not come to its checks in time", detail=log)
        message = (
            f"the checks did not end within {self._plan.check_seconds:g} s: your server answers too slowly"
        )
        missing = [check for check in self._checks.values() if check.id not in self._results]
        hint = f"it was at: {missing[0].title}" if missing else "the last check had just ended"
        trouble = Trouble(message=message, hint=hint, output=self._pod.log(WEB, LOG_LINES))
        return Observation(
            verdict=Verdict.FAILED,
            results=tuple(self._results.values()),
            trouble=trouble,
            boot_seconds=self._boot_seconds,
        )

    def _lost(self) -> InternalError:
        code = self._pod.state(CHECKER).exit_code
        log = self._pod.log(CHECKER, LOG_LINES)
        return InternalError(f"the checker ended without a verdict (exit code {code})", detail=log)

    def _memory(self) -> int:
        return next(spec.limits.memory_mb for spec in self._plan.containers if spec.role == WEB)


def _read_events(channel: Channel, tell: Callable[[_News], None]) -> None:
    """Reads the checker's output in a thread of its own and tells each event."""

    def read() -> None:
        reader = LineReader(longest=LONGEST_LINE, largest=LARGEST_STREAM)
        try:
            for stream, piece in frames(channel.reader):
                if stream == STDOUT:
                    for line in reader.lines(piece):
                        tell(decode_event(line))
        except (InternalError, OverflowError) as error:
            tell(_StreamBroken(error))
        tell(_StreamEnded())

    threading.Thread(target=read, daemon=True).start()
