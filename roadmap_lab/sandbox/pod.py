"""A pod: containers that share one network namespace, and go together."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.leftovers import KEEP_LABEL, OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.output import log_text
from roadmap_lab.sandbox.reaper import GRADE_LABEL, Reaper
from roadmap_lab.sandbox.spec import Network

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from roadmap_lab.sandbox.engine import ContainerState, Engine
    from roadmap_lab.sandbox.spec import ContainerSpec
    from roadmap_lab.sandbox.transport import Channel


_END_SECONDS = 3600.0


class Pod:
    """The containers of one grade; leaving the `with` block lets them be removed, whatever happened.

    Args:
        engine: Where the containers run.
        grade_id: Unique; part of their names, and their label.
        keep: Whether they stay for the user to look at.
    """

    def __init__(self, engine: Engine, grade_id: str, *, keep: bool = False) -> None:
        self.engine = engine
        self.grade_id = grade_id
        self._keep = keep
        self._reaper = Reaper(grade_id, engine.endpoint.url)
        self._channels: list[Channel] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for channel in self._channels:
            channel.close()
        if self._keep and kind is None:
            self._reaper.keep()
        else:
            self._reaper.release()

    def create(self, specs: Sequence[ContainerSpec]) -> None:
        """Creates the containers side by side; the first owns the network namespace.

        Raises:
            NoSuchImageError: An image is not here.
        """
        owner = container_name(self.grade_id, specs[0].role)
        labels = {GRADE_LABEL: self.grade_id, OWNER_LABEL: owner_mark()} | (
            {KEEP_LABEL: "yes"} if self._keep else {}
        )

        def create(spec: ContainerSpec) -> None:
            config = container_config(spec, owner=owner, labels=labels)
            self.engine.create(self.name(spec.role), config)

        if specs[0].network is not Network.NONE:
            raise ValueError("the first container of a pod has no network")
        with ThreadPoolExecutor(len(specs)) as workers:
            list(workers.map(create, specs))

    def name(self, role: str) -> str:
        """The name of the container that has the role."""
        return container_name(self.grade_id, role)

    def start(self, role: str, first_input: bytes, *, output: bool) -> Channel:
        """Starts a container with its standard input attached, and sends it something.

        Args:
            role: Which container.
            first_input: What it gets at once.
            output: Whether its output is read through the channel as well.

        Raises:
            NotStartedError: It could not be started.
        """
        channel = self.engine.attach(self.name(role), output=output)
        self._channels.append(channel)
        self.engine.start(self.name(role))
        threading.Thread(target=_send, args=(channel, first_input), daemon=True).start()
        return channel

    def watch(self, role: str, ended: Callable[[], None]) -> None:
        """Calls `ended`, in a thread, when the container ends or the engine goes away."""

        def wait() -> None:
            with suppress(Exception):  # whoever is told looks at the state, and meets the error
                self.engine.wait(self.name(role), _END_SECONDS)
            ended()

        threading.Thread(target=wait, daemon=True).start()

    def state(self, role: str) -> ContainerState:
        """How a container is."""
        return self.engine.state(self.name(role))

    def log(self, role: str, lines: int) -> str:
        """The last lines that a container has written, as text."""
        return log_text(self.engine.logs(self.name(role), lines))


def _send(channel: Channel, data: bytes) -> None:
    with suppress(OSError):  # the container has ended; that is seen elsewhere
        channel.send(data)
