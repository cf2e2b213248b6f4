"""Running a stranger's command to its end in a limited container: installations and compilers.

`docker build` limits neither processes nor time nor disk, and knows no seccomp profile; packages run
scripts of strangers when they are installed, and so do compilers, so they get limits as a grade does.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.engine import NotStartedError
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.output import STDOUT, frames, without_colours
from roadmap_lab.sandbox.reaper import Reaper
from roadmap_lab.sandbox.spec import ContainerSpec, Failure, Limits, Network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.transport import Channel

LARGEST_LAYER = 1500 * 1024 * 1024  # bytes
MOST_FILES = 100_000  # in a layer; empty ones take no bytes, but inodes of the engine's disk
LIMITS = Limits(memory_mb=2048, cpus=2.0, processes=256, open_files=4096, inodes=20_000, temporary_mb=256)
_LOOK_SECONDS = 1.0
_READ_SECONDS = 30.0  # of what has been written when the command has ended
_KEPT_LINES = 1000
_LONGEST_LINE = 500
_KILLED = 137  # a shell says so of a child that SIGKILL has ended
# Programs have their whole paths: packages and builds may bring others of the same names. The files come by
# standard input, with their size ($1), so that the input need not be closed half-way. $2 is the command. What
# it writes goes one way, what is taken over of its folder the other.
_WORK = (
    '/usr/bin/head -c "$1" | /usr/bin/tar -x -f - -C {folder} && /usr/bin/mkdir -p "$TMPDIR" && cd {folder} '
    '&& /usr/bin/sh -c "$2" </dev/null >&2'
)
_TAKE = " && exec /usr/bin/tar -c -f - -C {folder} ."


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command and what it works on.

    Attributes:
        role: What is done, such as `dependencies`.
        image: A tag that is here.
        archive: Its files, as a tar archive.
        folder: Where they are laid, in memory.
        folder_mb: Size of that folder.
        command: For the shell, run in that folder.
        environment: Variables beside the image's own.
        network: Whether it may reach the network.
        seconds: How long it may take.
        largest_result: Bytes of the folder afterwards, as an archive; 0 where nobody wants it.
    """

    role: str
    image: str
    archive: bytes
    folder: str
    folder_mb: int
    command: str
    environment: Mapping[str, str]
    network: Network
    seconds: float
    largest_result: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A command that has ended.

    Attributes:
        container: In which it ran; it is there as long as the block in which it was run.
        failure: Why it did not succeed.
        result: Its folder as an archive, where that was wanted.
    """

    container: str
    failure: Failure | None
    result: bytes = b""


@contextmanager
def done_in_a_workshop(engine: Engine, work: Work, progress: Callable[[str], None]) -> Iterator[Done]:
    """Runs a command; its container is removed after the block.

    Args:
        engine: Where.
        work: What.
        progress: Is told the command's lines as they come.

    Raises:
        MachineError: The container could not be run.
    """
    build_id = secrets.token_hex(6)
    reaper = Reaper(build_id, engine.endpoint.url)
    try:
        yield _run(engine, work, build_id, progress)
    finally:
        reaper.release()


def too_much_written(engine: Engine, container: str) -> str:
    """What a running container has written too much of; empty where nothing."""
    with suppress(InternalError):  # it has ended
        engine.pause(container)  # else it may write faster than the engine counts
    if engine.written_bytes(container) > LARGEST_LAYER:
        return f"{LARGEST_LAYER // 1024**2:,} MB"
    if engine.written_files(container) > MOST_FILES:
        return f"{MOST_FILES:,} files"
    engine.unpause(container)
    return ""


def _run(engine: Engine, work: Work, build_id: str, progress: Callable[[str], None]) -> Done:
    wanted = work.largest_result > 0
    script = (_WORK + (_TAKE if wanted else "")).format(folder=work.folder)
    spec = ContainerSpec(
        role=work.role,
        image=work.image,
        command=("/usr/bin/sh", "-c", script, "sh", str(len(work.archive)), work.command),
        environment=work.environment,
        network=work.network,
        limits=LIMITS,
        writable={work.folder: work.folder_mb},
        writable_root=True,
        strange=True,
        logged=not wanted,
    )
    config = container_config(spec, owner="", labels={GRADE_LABEL: build_id, OWNER_LABEL: owner_mark()})
    container = engine.create(container_name(build_id, spec.role), config)
    channel = engine.attach(container)
    try:
        engine.start(container)
    except NotStartedError as error:
        raise MachineError(
            f"the {work.role} phase could not be started: {error}", "roadmap-lab doctor"
        ) from error
    heard = _Heard(progress, work.largest_result)
    reader = threading.Thread(target=heard.read, args=(channel,), daemon=True)
    reader.start()
    with suppress(OSError):  # a command that has ended takes no more; its end is seen below
        channel.send(work.archive)
    reason = _wait(engine, container, work.seconds)
    reader.join(_READ_SECONDS if reason is None else _LOOK_SECONDS)
    if reason is None and reader.is_alive():
        raise MachineError(
            f"the engine did not hand over what the {work.role} phase made", "roadmap-lab doctor"
        )
    channel.close()
    if reason is None and heard.too_large:
        reason = f"what it made is larger than {work.largest_result // 1024**2:,} MB"
    if reason is not None:
        return Done(container=container, failure=Failure(reason=reason, output="\n".join(heard.lines)))
    return Done(container=container, failure=None, result=bytes(heard.result))


def _wait(engine: Engine, container: str, seconds: float) -> str | None:
    """Waits for the command; None when it succeeded, else why not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        code = engine.wait(container, _LOOK_SECONDS)
        if code:
            full = code == _KILLED and engine.ran_out_of_memory(container)
            if full or engine.state(container).out_of_memory:
                return f"it used more than {LIMITS.memory_mb} MB and was stopped"
            return f"it ended with exit code {code}"
        written = too_much_written(engine, container)
        if written:
            return f"it wrote more than {written} and was stopped"
        if code == 0:  # after that look: a large file is written in no time when it is sparse
            return None
    return f"it did not end within {seconds:g} s and was stopped"


@dataclass(slots=True)
class _Heard:
    """What a container writes: its words line by line, and its result as it is."""

    progress: Callable[[str], None]
    largest_result: int
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT_LINES))
    result: bytearray = field(default_factory=bytearray)
    too_large: bool = False
    _rest: str = ""

    def read(self, channel: Channel) -> None:
        for stream, piece in frames(channel.reader):
            if stream == STDOUT and self.largest_result:
                self._take(piece)
            else:
                self._listen(piece)
        if self._rest:
            self.lines.append(self._rest)

    def _take(self, piece: bytes) -> None:
        self.too_large = self.too_large or len(self.result) + len(piece) > self.largest_result
        if not self.too_large:
            self.result += piece

    def _listen(self, piece: bytes) -> None:
        *complete, rest = (self._rest + piece.decode("utf-8", errors="replace")).split("\n")
        self._rest = rest[:_LONGEST_LINE]
        for line in map(without_colours, complete):
            self.lines.append(line[:_LONGEST_LINE])
            self.progress(line[:_LONGEST_LINE])
