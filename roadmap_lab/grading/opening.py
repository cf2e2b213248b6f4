"""The opening of a grade: the checker is on its way while the project is still being read."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Self

from roadmap_lab.sandbox.definitions import CHECKER, image_definition
from roadmap_lab.sandbox.engine import connect
from roadmap_lab.sandbox.pod import Pod
from roadmap_lab.sandbox.spec import CHECKER_USER, ContainerSpec, Network

if TYPE_CHECKING:
    from types import TracebackType

    from roadmap_lab.sandbox.pod import Line


class Opening:
    """A pod whose first container starts in a thread, for it is the same whatever is graded.

    What fails on the way is raised where the pod is asked for, so that what is wrong with the project is said
    first. Leaving the `with` block lets everything be removed, wherever the thread is by then.

    Args:
        keep: Whether the containers stay for the user to look at.
    """

    def __init__(self, *, keep: bool = False) -> None:
        self.grade_id = os.urandom(6).hex()
        self._keep = keep
        self._pod: Future[Pod] = Future()
        self._checker: Future[Future[Line] | None] = Future()
        self._closed = False
        self._lock = threading.Lock()
        threading.Thread(target=self._run, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            if self._pod.done() and self._pod.exception() is None:
                self._pod.result().__exit__(kind, error, trace)

    def pod(self) -> Pod:
        """The pod, as soon as the engine answers.

        Raises:
            MachineError: No engine answers.
        """
        return self._pod.result()

    def checker(self) -> Future[Line] | None:
        """The line to the checker once it runs, or None where its image is not here yet.

        Raises:
            MachineError: No engine answers.
        """
        return self._checker.result()

    def again(self, spec: ContainerSpec) -> Future[Line]:
        """Another checker in the place of the one that was begun: the line to it once it runs.

        Raises:
            MachineError: No engine answers.
        """
        pod, begun = self.pod(), self.checker()
        if begun is not None:
            begun.exception()  # wherever it is by then
            pod.engine.remove(pod.name(spec.role))
        return pod.open(spec)

    def _run(self) -> None:
        try:
            engine = connect()
            tag = image_definition(CHECKER).tag
            with self._lock:
                if self._closed:
                    return
                pod = Pod(engine, self.grade_id, keep=self._keep)
                self._pod.set_result(pod)
            here = engine.image_id(tag) is not None
            self._checker.set_result(pod.open(checker_spec(tag)) if here else None)
        except BaseException as error:  # noqa: BLE001  # raised again where the result is asked for
            for one in (self._pod, self._checker):
                if not one.done():
                    one.set_exception(error)


def checker_spec(image: str, *, hosts_file: bool = False) -> ContainerSpec:
    """The checker's container; with a hosts file where images of others join its network."""
    return ContainerSpec(
        role=CHECKER, image=image, user=CHECKER_USER, network=Network.NONE, hosts_file=hosts_file
    )
