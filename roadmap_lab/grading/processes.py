"""The pod's services and processes: started in their order, and acted on as the checks ask."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.grading.events import Action
from roadmap_lab.grading.roles import WEB
from roadmap_lab.sandbox.background import begin
from roadmap_lab.sandbox.engine import NotStartedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roadmap_lab.grading.events import Request
    from roadmap_lab.grading.plan import PodPlan
    from roadmap_lab.sandbox.pod import Line, Pod
    from roadmap_lab.sandbox.spec import ContainerSpec

_KEPT_LINES = 5000  # of a process's log, over all its lives
_KILLED = 137  # 128 + SIGKILL, as shells say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A container ended, in its `life`-th life: a check may have started it again since."""

    role: str
    life: int


@contextmanager
def told_of_starts() -> Iterator[None]:
    """Says of a container that could not be started what a user can do.

    Raises:
        MachineError: Instead of `NotStartedError`.
    """
    try:
        yield
    except NotStartedError as error:
        raise MachineError(
            f"a container could not be started: {error}", "roadmap-lab doctor looks for the cause"
        ) from error


class Processes:
    """What runs beside the checker.

    Args:
        pod: Its containers are created already.
        plan: What they are.
        tell: Is told, in a thread, when one of them ends.
    """

    def __init__(self, pod: Pod, plan: PodPlan, tell: Callable[[Ended], None]) -> None:
        self._pod = pod
        self._plan = plan
        self._tell = tell
        self._lives: dict[str, int] = {}
        self._paused: set[str] = set()
        self._earlier_logs: dict[str, str] = {}
        self._specs = {spec.role: spec for spec in plan.containers}

    def start(self, *specs: ContainerSpec) -> None:
        """Starts containers side by side.

        Raises:
            MachineError: One could not be started.
        """
        if len(specs) == 1:
            self._start(specs[0])
            return
        for one in [begin(partial(self._start, spec)) for spec in specs]:
            one.result()

    def take_over(self, role: str, line: Line) -> None:
        """Gives its project to a process whose container runs already."""
        self._lives[role] = 1
        line.send(self._plan.project)
        self._watch(role, 1)

    def was_expected(self, ended: Ended) -> bool:
        """Whether a check made it end, or has started it again meanwhile."""
        return self._lives.get(ended.role) != ended.life

    def carry_out(self, request: Request) -> dict[str, Any]:
        """Does what the checks ask.

        Returns:
            The reply's content.

        Raises:
            InternalError: The checks ask for what cannot be.
        """
        role = request.role
        if role not in self._specs or role == self._plan.checker.role:
            raise InternalError(
                f"the checks ask for {request.action.value} of {role}, which this pod does not have"
            )
        match request.action:
            case Action.STOP:
                return self._stop(role, request.seconds)
            case Action.KILL:
                return self._kill(role)
            case Action.START:
                self._start(self._specs[role])
            case Action.PAUSE:
                self._paused.add(role)
                self._pod.engine.pause(self._pod.name(role))
            case Action.UNPAUSE:
                self._unpause(role)
            case Action.LOG:
                return {"log": self._log(role, request.lines)}
            case Action.SECOND:
                return self._second(role, request.port)
            case Action.REMOVE:
                self._lives[role] = -1
                self._pod.engine.remove(self._pod.name(role))
                del self._specs[role]
        return {}

    def _start(self, spec: ContainerSpec) -> None:
        role = spec.role
        if self._lives.get(role, -1) >= 0 and self._pod.state(role).running:
            return
        life = abs(self._lives.get(role, 0)) + 1
        if life > 1:
            self._earlier_logs[role] = self._log(role, _KEPT_LINES)
            self._pod.renew(spec)
        self._lives[role] = life
        with told_of_starts():
            if spec.takes_input:
                self._pod.start(role, self._plan.project, output=False)
            else:
                self._pod.start_alone(role)
        self._watch(role, life)

    def _watch(self, role: str, life: int) -> None:
        self._pod.watch(role, lambda: self._tell(Ended(role=role, life=life)))

    def _log(self, role: str, lines: int) -> str:
        text = self._earlier_logs.get(role, "") + self._pod.log(role, lines)
        return "".join(text.splitlines(keepends=True)[-lines:])

    def _stop(self, role: str, seconds: int) -> dict[str, Any]:
        self._expect_end(role)
        self._unpause(role)
        self._pod.engine.stop(self._pod.name(role), seconds)
        code = self._pod.state(role).exit_code
        return {"exit_code": code, "killed": code == _KILLED}

    def _kill(self, role: str) -> dict[str, Any]:
        self._expect_end(role)
        self._unpause(role)
        self._pod.engine.kill(self._pod.name(role))
        self._pod.engine.wait(self._pod.name(role), 10.0)
        return {"exit_code": self._pod.state(role).exit_code, "killed": True}

    def _expect_end(self, role: str) -> None:
        self._lives[role] = -abs(self._lives.get(role, 0))

    def _unpause(self, role: str) -> None:
        if role in self._paused:
            self._paused.discard(role)
            self._pod.engine.unpause(self._pod.name(role))

    def _second(self, role: str, port: int) -> dict[str, Any]:
        number = 2
        while f"{role}-{number}" in self._specs:
            number += 1
        first = self._specs[role]
        environment = dict(first.environment) | ({"PORT": str(port)} if role == WEB else {})
        spec = first._replace(role=f"{role}-{number}", environment=environment)
        self._specs[spec.role] = spec
        self._pod.add(spec)
        self._start(spec)
        return {"role": spec.role}
