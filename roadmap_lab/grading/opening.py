"""The opening of a grade: its first containers are on their way while the project is still being read."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Self

from roadmap_lab.grading.precedent import Precedent, keep_precedent, read_precedent
from roadmap_lab.grading.roles import WEB, checker_spec
from roadmap_lab.sandbox.background import begin
from roadmap_lab.sandbox.containers import RUNTIME_VARIABLE
from roadmap_lab.sandbox.engine import NoSuchImageError, connect
from roadmap_lab.sandbox.pod import Begun, Pod
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from types import TracebackType

    from roadmap_lab.grading.plan import PodPlan

_PORTS = range(20000, 30000)


class Opening:
    """A pod whose first containers start in threads.

    Where a folder has a precedent, these are its server, which waits for the project, and the checker. Else
    it is the checker alone, which is the same whatever is graded.

    What fails on the way is raised where the pod is asked for, so that what is wrong with the project is said
    first. Leaving the `with` block lets everything be removed, wherever the threads are by then.

    Args:
        keep: Whether the containers stay for the user to look at.
        folder: The real path of what is going to be graded, as far as it is known.

    Attributes:
        grade_id: Unique.
        port: Where the server is going to listen; another one in each grade, so that a fixed one shows.
    """

    def __init__(self, *, keep: bool = False, folder: str = "") -> None:
        self.grade_id = os.urandom(6).hex()
        self.port = _PORTS[int.from_bytes(os.urandom(4)) % len(_PORTS)]
        self._keep = keep
        # Whether the checker can join the network of a container in another runtime was not tried everywhere.
        self._folder = "" if os.environ.get(RUNTIME_VARIABLE) else folder
        self._precedent = read_precedent(self._folder) if self._folder else None
        self._made: Pod | None = None
        self._closed = False
        self._lock = threading.Lock()
        self._pod = begin(self._make_pod)
        self._begun = begin(self._begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            if self._made is not None:
                self._made.__exit__(kind, error, trace)

    def pod(self) -> Pod:
        """The pod, as soon as the engine answers.

        Raises:
            MachineError: No engine answers.
        """
        return self._pod.result()

    def begun(self, plan: PodPlan) -> Begun:
        """What was begun, where it is what the plan says; else a checker that is begun now.

        Raises:
            MachineError: No engine answers.
        """
        begun = self._begun.result()
        if _fits(begun, plan):
            return begun
        begun.checker.exception()  # they are removed when they are where they were going
        if begun.server is not None:
            begun.server.exception()
        pod = self.pod()
        for spec in reversed(begun.specs):
            pod.engine.remove(pod.name(spec.role))
        anew = pod.open(plan.checker)
        anew.created.exception()  # what is created next joins it
        return anew

    def remember(self, folder: str, precedent: Precedent | None) -> None:
        """Keeps the precedent for the next grade of the folder, if it is the one that was spoken of."""
        if folder == self._folder and precedent != self._precedent:
            keep_precedent(folder, precedent)

    def _make_pod(self) -> Pod:
        engine = connect()
        with self._lock:
            if self._closed:
                raise InterruptedError
            self._made = Pod(engine, self.grade_id, keep=self._keep)
            return self._made

    def _begin(self) -> Begun:
        pod = self._pod.result()
        if self._precedent is not None and pod.engine.keeps_its_word:  # podman starts again what others join
            return pod.open_pair(*self._precedent.containers(self.port))
        from roadmap_lab.sandbox.definitions import image_definition  # noqa: PLC0415  # they take time

        return pod.open(checker_spec(image_definition(CHECKER).tag))


def _fits(begun: Begun, plan: PodPlan) -> bool:
    """Whether the pod of the plan begins with just that: the checker, or the checker and its only process."""
    known = {spec.role: spec for spec in begun.specs}
    expected = {plan.checker.role: plan.checker}
    if begun.server is not None:
        if plan.waits_for_services or plan.learners != plan.processes[:1]:
            return False
        expected[WEB] = plan.processes[0]
    return known == expected and not isinstance(begun.created.exception(), NoSuchImageError)
