"""A pod: containers that share one network namespace, and go together."""

from __future__ import annotations

import queue
import threading
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from roadmap_lab.sandbox.background import begin
from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, KEEP_LABEL, OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.output import log_text
from roadmap_lab.sandbox.reaper import Reaper
from roadmap_lab.sandbox.spec import CHECKER, Network

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from roadmap_lab.sandbox.engine import ContainerState, Engine
    from roadmap_lab.sandbox.spec import ContainerSpec
    from roadmap_lab.sandbox.transport import Channel


_END_SECONDS = 3600.0


class Line:
    """A container's standard streams; what is sent waits in a queue: nobody waits for the container.

    Attributes:
        started: When the container had started, by the monotonic clock.
    """

    def __init__(self, channel: Channel) -> None:
        self.reader = channel.reader
        self.started = 0.0
        self._channel = channel
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._send_all, daemon=True).start()

    def send(self, data: bytes) -> None:
        """Sends after all that was sent before."""
        self._waiting.put(data)

    def close(self) -> None:
        """Ends the line; a reader in another thread sees the end of the stream."""
        self._waiting.put(b"")
        self._channel.close()

    def _send_all(self) -> None:
        with suppress(OSError):  # the container has ended; that is seen elsewhere
            while data := self._waiting.get():
                self._channel.send(data)


class Begun(NamedTuple):
    """A pod's first containers, while they start.

    Attributes:
        specs: What they are, in the order of their starts; the first owns the network namespace.
        created: Whether all of them could be created, or what `Pod.add` raised.
        checker: The line to the checker, output included, once it runs.
        server: The line to the server once it runs, where it was begun as well.
    """

    specs: tuple[ContainerSpec, ...]
    created: Future[None]
    checker: Future[Line]
    server: Future[Line] | None = None

    @property
    def server_first(self) -> bool:
        """Whether the server starts before the checker does."""
        return self.specs[0].role != CHECKER


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
        self._kept = False
        self._reaper = Reaper(grade_id, engine.endpoint.url)
        self._joined = ""
        self._lines: list[Line] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._lines:
            line.close()
        if self._kept and kind is None:
            self._reaper.keep()
        else:
            self._reaper.release()

    def keep(self) -> None:
        """Leaves the containers, where that was asked for, when the `with` block ends."""
        self._kept = self._keep

    def open(self, checker: ContainerSpec) -> Begun:
        """Begins with the checker, in threads; later containers join its network."""
        self._joined = checker.role
        created = begin(lambda: self.add(checker))

        def start() -> Line:
            created.result()
            return self.start(checker.role, b"", output=True)

        return Begun(specs=(checker,), created=created, checker=begin(start))

    def open_pair(self, first: ContainerSpec, second: ContainerSpec) -> Begun:
        """Begins with the server and the checker, in threads; the second joins the network of the first.

        Later containers join the checker, for that lives as long as the pod does.
        """
        self._joined = CHECKER
        owner, guest = first._replace(network=Network.NONE), second._replace(network=Network.SHARED)
        owner_created = begin(lambda: self.add(owner))

        def create_guest() -> None:
            owner_created.result()
            self.add(guest, joins=owner.role)

        def start_owner() -> Line:
            owner_created.result()
            return self.start(owner.role, b"", output=owner.role == CHECKER)

        def start_guest() -> Line:
            created.result()
            owner_started.result()
            return self.start(guest.role, b"", output=guest.role == CHECKER)

        created, owner_started = begin(create_guest), begin(start_owner)
        lines = {owner.role: owner_started, guest.role: begin(start_guest)}
        checker = lines.pop(CHECKER)
        (server,) = lines.values()
        return Begun(specs=(first, second), created=created, checker=checker, server=server)

    def create(self, specs: Sequence[ContainerSpec]) -> None:
        """Creates further containers side by side.

        Raises:
            NoSuchImageError: An image is not here.
        """
        for one in [begin(partial(self.add, spec)) for spec in specs]:
            one.result()

    def add(self, spec: ContainerSpec, *, joins: str = "") -> None:
        """Creates one container; all but the first may come at any time.

        Args:
            spec: What it is.
            joins: The role of the container whose network it joins; empty for the checker's.

        Raises:
            NoSuchImageError: Its image is not here.
        """
        labels = {GRADE_LABEL: self.grade_id, OWNER_LABEL: owner_mark()} | (
            {KEEP_LABEL: "yes"} if self._keep else {}
        )
        config = container_config(spec, owner=self.name(joins or self._joined), labels=labels)
        self.engine.create(self.name(spec.role), config)

    def renew(self, spec: ContainerSpec) -> None:
        """Puts a new container in the place of one that has ended."""
        self.engine.remove(self.name(spec.role))
        self.add(spec)

    def name(self, role: str) -> str:
        """The name of the container that has the role."""
        return container_name(self.grade_id, role)

    def start(self, role: str, first_input: bytes, *, output: bool) -> Line:
        """Starts a container with its standard input attached, and sends it something.

        Args:
            role: Which container; one that has ended gets no input any more, and is `renew`ed instead.
            first_input: What it gets at once.
            output: Whether its output is read through the line as well.

        Raises:
            NotStartedError: It could not be started.
        """
        line = Line(self.engine.attach(self.name(role), output=output))
        self._lines.append(line)
        if not output:
            line.reader.close()  # it keeps the connection open otherwise
        if first_input:
            line.send(first_input)
        self.engine.start(self.name(role))
        line.started = time.monotonic()
        return line

    def start_alone(self, role: str) -> None:
        """Starts a container that takes no input.

        Raises:
            NotStartedError: It could not be started.
        """
        self.engine.start(self.name(role))

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

    def ran_out_of_memory(self, role: str) -> bool:
        """Whether the kernel ended a process of a container for its memory, the first one or another."""
        return self.engine.ran_out_of_memory(self.name(role))

    def log(self, role: str, lines: int) -> str:
        """The last lines that a container has written, as text."""
        return log_text(self.engine.logs(self.name(role), lines))
