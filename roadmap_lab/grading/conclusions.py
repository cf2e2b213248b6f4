"""What was seen of a pod so far, and the conclusions that can be drawn from it, in the learner's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.grading.limits_met import limit_met, wanted_to_be_root, wrote_to_its_root
from roadmap_lab.grading.report import CheckResult, Trouble, Verdict, verdict_of
from roadmap_lab.grading.roles import WEB

if TYPE_CHECKING:
    from roadmap_lab.grading.events import CheckEnded, CheckInfo, Collected, Unreachable
    from roadmap_lab.grading.plan import PodPlan
    from roadmap_lab.sandbox.engine import ContainerState
    from roadmap_lab.sandbox.pod import Pod

LOG_LINES = 20
_MARGIN = 0.03  # seconds by which starts differ from grade to grade
LONGEST_LINE = 500  # characters of a log line; one that is endless must not hide the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen of one pod, as a whole.

    Attributes:
        verdict: The outcome of all.
        results: That of each check.
        trouble: What else the learner has to know.
        boot_seconds: From the server's start until the checker saw it listen; 0.0 where it never did.
        checker_seconds: From the checker's start until it could begin; None where that is not known.
        waited_seconds: How long the checker waited for the server then.
    """

    verdict: Verdict
    results: tuple[CheckResult, ...]
    trouble: Trouble | None = None
    boot_seconds: float = 0.0
    checker_seconds: float | None = None
    waited_seconds: float = 0.0

    @property
    def server_was_slower(self) -> bool:
        """Whether the server took clearly longer than the checker."""
        return self.checker_seconds is not None and self.boot_seconds > self.checker_seconds + _MARGIN

    @property
    def server_was_waited_for(self) -> bool:
        """Whether the checker, though it started later, had to wait for the server."""
        return self.waited_seconds > _MARGIN / 2


class Witness:
    """Keeps what the checker said, and concludes.

    Args:
        pod: Asked for states and logs.
        plan: What was to run.
        complete: Whether all the checks of the exercise run.
    """

    def __init__(self, pod: Pod, plan: PodPlan, *, complete: bool) -> None:
        self._pod = pod
        self._plan = plan
        self._complete = complete
        self._checks: dict[str, CheckInfo] | None = None
        self._results: dict[str, CheckResult] = {}
        self._boot_seconds: float | None = None
        self._collected = 0.0
        self._checker_seconds: float | None = None
        self._waited_seconds = 0.0
        self._ended_meanwhile: tuple[str, ContainerState] | None = None
        self.release_runs = False

    def collected(self, event: Collected, moment: float, began: float | None) -> None:
        """Takes the announcement of the checks.

        Args:
            event: The announcement.
            moment: When it came, by the monotonic clock.
            began: When the checker had started, where it had everything that it needs soon after.
        """
        if self._checks is not None or not event.checks:
            raise InternalError("the checker announced its checks wrongly")
        self._checks = {check.id: check for check in event.checks}
        self._collected = moment
        self._checker_seconds = None if began is None else moment - began

    def ready(self, moment: float, began: float) -> None:
        """Takes that the server listens since that moment, and when it had started."""
        self._boot_seconds = moment - began
        self._waited_seconds = moment - self._collected

    def check_ended(self, event: CheckEnded) -> CheckResult:
        """Takes the outcome of a check."""
        check = (self._checks or {}).get(event.id)
        if check is None or event.id in self._results:
            raise InternalError(
                f"the checker reported {event.id}, which it had not announced or had reported before"
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
        return result

    def finished(self) -> Observation:
        """Concludes after the checker's last event."""
        results = tuple(self._results.values())
        if self._checks is None or len(results) != len(self._checks):
            raise InternalError("the checker ended before every check had its say")
        verdict = verdict_of(results, complete=self._complete)
        trouble = None
        if any(one.because == "server-gone" for one in results):
            trouble = self._gone_meanwhile(WEB, self._pod.state(WEB))
        elif self._ended_meanwhile is not None and verdict is Verdict.FAILED:
            trouble = self._gone_meanwhile(*self._ended_meanwhile)
        elif verdict is Verdict.FAILED:
            trouble = self._limit_met()
        return self._observation(verdict, trouble)

    def ended(self, role: str) -> Observation | None:
        """Concludes from the end of a service or process that nobody asked to end; None when checks go on."""
        if role in {spec.role for spec in self._plan.services}:
            if self._pod.state(role).out_of_memory:
                return self._overfilled(role)
            log = self._pod.log(role, LOG_LINES)
            raise MachineError(f"the service {role} ended by itself", "roadmap-lab doctor", detail=log)
        if self._boot_seconds is None and not self._results:
            return self._crashed(role, "while it started")
        if self._ended_meanwhile is None:
            # As it is now: a check may start the process again.
            self._ended_meanwhile = role, self._pod.state(role)
        return None  # the checks find out, and say at which request it was

    def release_failed(self) -> Observation:
        """Concludes that the release process did not succeed."""
        return self._crashed("release", "before your server could start")

    def not_listening(self, event: Unreachable) -> Observation:
        """Concludes that the server never listened."""
        port, seconds = self._plan.port, f"{self._plan.boot_seconds:g} s"
        if port in event.listening:
            message = (
                f"your server listens on PORT ({port}), but no connection to it was possible within {seconds}"
            )
            hint = (
                "do your processes hold all other ports as well, or is it stopped? It has to take connections"
            )
            return self._without_checks(Verdict.NOT_LISTENING, message, hint, WEB)
        message = f"your server did not listen on PORT ({port}) within {seconds}"
        others = ", ".join(str(one) for one in event.listening)
        hint = "start it on the port that the environment variable PORT names"
        if others:
            hint += f"; it listens on {others} instead"
        return self._without_checks(Verdict.NOT_LISTENING, message, hint, WEB)

    def out_of_time(self) -> Observation:
        """Concludes after the deadline of the phase.

        Raises:
            InternalError: It was not the learner's time.
        """
        if self.release_runs:
            message = "your release process did not end in time"
            hint = "it has to do its work (migrations, say) and end; what keeps running is `web` or `worker`"
            return self._without_checks(Verdict.CRASHED, message, hint, "release")
        if self._checks is None or self._boot_seconds is None:
            log = self._pod.log(self._plan.checker.role, LOG_LINES)
            raise InternalError("the checker did not come to its checks in time", detail=log)
        message = (
            f"the checks did not end within {self._plan.check_seconds:g} s: your server answers too slowly"
        )
        missing = [check for check in self._checks.values() if check.id not in self._results]
        hint = f"it was at: {missing[0].title}" if missing else "the last check had just ended"
        trouble = Trouble(message=message, hint=hint, output=self._last_lines(WEB))
        return self._observation(Verdict.FAILED, trouble)

    def lost_checker(self) -> InternalError:
        """What to raise when the checker is gone."""
        role = self._plan.checker.role
        code = self._pod.state(role).exit_code
        return InternalError(
            f"the checker ended without a verdict (exit code {code})", detail=self._pod.log(role, LOG_LINES)
        )

    def _crashed(self, role: str, when: str) -> Observation:
        state = self._pod.state(role)
        name = _name(role)
        if state.out_of_memory:
            message = f"{name} used more than {self._memory(role)} MB {when}, and was stopped"
        elif state.exit_code == 0:
            message = f"{name} ended by itself {when} (exit code 0)"
        else:
            message = f"{name} crashed {when} (exit code {state.exit_code})"
        hint = f"run the Procfile's `{role}` line in a shell with PORT set, and read its first error"
        return self._without_checks(Verdict.CRASHED, message, hint, role)

    def _gone_meanwhile(self, role: str, state: ContainerState) -> Trouble:
        name = _name(role)
        if state.out_of_memory:
            message = f"{name} used more than {self._memory(role)} MB and was stopped"
        elif state.running:
            message = f"{name} stopped listening on its port while it was checked"
        elif state.exit_code == 0:
            message = f"{name} ended by itself while it was checked (exit code 0)"
        else:
            message = f"{name} crashed while it was checked (exit code {state.exit_code})"
        output = self._last_lines(role)
        hint = self._limit_hint(role, output) or (
            "the first failed check shows the request after which it was gone"
        )
        return Trouble(message=message, hint=hint, output=output)

    def _overfilled(self, service: str) -> Observation:
        """Concludes from the end of a service that had to keep more than it can: the project fills it."""
        message = f"{service} used more than {self._memory(service)} MB and was stopped"
        hint = f"what your project keeps in {service} has to stay small: remove what is done with"
        trouble = Trouble(message=message, hint=hint, output=self._last_lines(WEB))
        return self._observation(Verdict.FAILED if self._results else Verdict.CRASHED, trouble)

    def _limit_met(self) -> Trouble | None:
        """What may be behind failed checks of a server that runs on: it was refused something."""
        for spec in self._plan.processes:
            output = self._last_lines(spec.role)
            name = _name(spec.role)
            if self._pod.ran_out_of_memory(spec.role):
                message = (
                    f"{name} used more than {spec.limits.memory_mb} MB: one of its processes was stopped"
                )
                return Trouble(message=message, hint="keep less in memory at once", output=output)
            met = limit_met(output, spec.limits)
            if met is not None:
                return Trouble(message=f"{name} asked for {met[0]}", hint=met[1], output=output)
            hint = wrote_to_its_root(output)
            if hint is not None:
                return Trouble(message=f"{name} could not write a file", hint=hint, output=output)
        return None

    def _limit_hint(self, role: str, output: str) -> str:
        met = limit_met(output, self._plan.spec(role).limits)
        if met is not None:
            return f"it asked for {met[0]}: {met[1]}"
        return wrote_to_its_root(output) or wanted_to_be_root(output) or ""

    def _last_lines(self, role: str) -> str:
        lines = self._pod.log(role, LOG_LINES).rstrip("\n").split("\n")
        return "\n".join(
            line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]} [...]" for line in lines
        )

    def _without_checks(self, verdict: Verdict, message: str, hint: str, role: str) -> Observation:
        output = self._last_lines(role)
        trouble = Trouble(message=message, hint=self._limit_hint(role, output) or hint, output=output)
        return Observation(verdict=verdict, results=(), trouble=trouble)

    def _observation(self, verdict: Verdict, trouble: Trouble | None) -> Observation:
        return Observation(
            verdict=verdict,
            results=tuple(self._results.values()),
            trouble=trouble,
            boot_seconds=self._boot_seconds or 0.0,
            checker_seconds=self._checker_seconds,
            waited_seconds=self._waited_seconds,
        )

    def _memory(self, role: str) -> int:
        return self._plan.spec(role).limits.memory_mb


def _name(role: str) -> str:
    return "your server" if role == WEB else f"your {role} process"
