"""Images made by running a command in a limited container and keeping what it wrote.

`docker build` limits neither processes nor time nor disk, and knows no seccomp profile; packages run
scripts of strangers when they are installed, so they get the limits that a grade gets.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.project.submission import SubmittedFile, pack
from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.engine import LABEL, NotStartedError
from roadmap_lab.sandbox.images import image_lock
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.output import frames
from roadmap_lab.sandbox.reaper import Reaper
from roadmap_lab.sandbox.spec import ContainerSpec, LayerFailure, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.spec import Layer
    from roadmap_lab.sandbox.transport import Channel

BUDGET_SECONDS = 300.0
LARGEST_LAYER = 1500 * 1024 * 1024  # bytes
MOST_FILES = 100_000  # in a layer; empty ones take no bytes, but inodes of the engine's disk
LIMITS = Limits(memory_mb=1024, cpus=2.0, processes=256, open_files=4096, inodes=20_000)
_FOLDER = "/build"
_FOLDER_MB = 512
_LOOK_SECONDS = 1.0
_KEPT_LINES = 60
_LONGEST_LINE = 500
# The files come by standard input, with their size, so that the input need not be closed half-way.
_SCRIPT = f'head -c "$1" | tar -x -f - -C {_FOLDER} && cd {_FOLDER} && exec sh -c "$2" </dev/null 2>&1'


def ensure_layer(engine: Engine, layer: Layer, progress: Callable[[str], None]) -> LayerFailure | None:
    """Makes a layer's image unless it is here.

    Args:
        engine: Where.
        layer: What.
        progress: Is told the command's lines as they come.

    Returns:
        None when the image is here, else why its command failed.

    Raises:
        MachineError: The container could not be run.
    """
    if engine.image_id(layer.tag) is not None:
        return None
    with image_lock(layer.tag):
        if engine.image_id(layer.tag) is not None:
            return None
        build_id = secrets.token_hex(6)
        reaper = Reaper(build_id, engine.endpoint.url)
        try:
            return _make(engine, layer, build_id, progress)
        finally:
            reaper.release()


def succeeds(engine: Engine, layer: Layer) -> bool:
    """Whether a command succeeds where layers are made; nothing of it is kept.

    Raises:
        MachineError: The container could not be run.
    """
    build_id = secrets.token_hex(6)
    reaper = Reaper(build_id, engine.endpoint.url)
    try:
        return _run(engine, layer, build_id, lambda _: None)[1] is None
    finally:
        reaper.release()


def _make(
    engine: Engine, layer: Layer, build_id: str, progress: Callable[[str], None]
) -> LayerFailure | None:
    container, failure = _run(engine, layer, build_id, progress)
    if failure is None:
        labels = {LABEL: "image", f"{LABEL}.image": "dependencies", GRADE_LABEL: "none"}
        engine.commit(container, layer.tag, labels)
    return failure


def _run(
    engine: Engine, layer: Layer, build_id: str, progress: Callable[[str], None]
) -> tuple[str, LayerFailure | None]:
    archive = pack({path: SubmittedFile(content=content) for path, content in layer.files.items()})
    spec = ContainerSpec(
        role="dependencies",
        image=layer.parent,
        command=("sh", "-c", _SCRIPT, "sh", str(len(archive)), layer.command),
        environment={"HOME": _FOLDER, "TMPDIR": _FOLDER, "npm_config_cache": f"{_FOLDER}/.npm"},
        network=layer.network,
        limits=LIMITS,
        writable={_FOLDER: _FOLDER_MB},
        writable_root=True,
        strange=True,
    )
    config = container_config(spec, owner="", labels={GRADE_LABEL: build_id, OWNER_LABEL: owner_mark()})
    container = engine.create(container_name(build_id, spec.role), config)
    channel = engine.attach(container)
    try:
        engine.start(container)
    except NotStartedError as error:
        raise MachineError(
            f"the dependency phase could not be started: {error}", "roadmap-lab doctor"
        ) from error
    channel.send(archive)
    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    reader = threading.Thread(target=_read, args=(channel, lines, progress), daemon=True)
    reader.start()
    reason = _wait(engine, container)
    reader.join(_LOOK_SECONDS)
    channel.close()
    return container, None if reason is None else LayerFailure(reason=reason, output="\n".join(lines))


def _wait(engine: Engine, container: str) -> str | None:
    """Waits for the command; None when it succeeded, else why not."""
    deadline = time.monotonic() + BUDGET_SECONDS
    while time.monotonic() < deadline:
        code = engine.wait(container, _LOOK_SECONDS)
        if code:
            if engine.state(container).out_of_memory:
                return f"it used more than {LIMITS.memory_mb} MB and was stopped"
            return f"it ended with exit code {code}"
        written = _too_much(engine, container)
        if written:
            return f"it wrote more than {written} and was stopped"
        if code == 0:  # after that look: a large file is written in no time when it is sparse
            return None
    return f"it did not end within {BUDGET_SECONDS:g} s and was stopped"


def _too_much(engine: Engine, container: str) -> str:
    """What a container has written too much of; empty where nothing."""
    with suppress(InternalError):  # it has ended
        engine.pause(container)  # else it may write faster than the engine counts
    if engine.written_bytes(container) > LARGEST_LAYER:
        return f"{LARGEST_LAYER // 1024**2:,} MB"
    if engine.written_files(container) > MOST_FILES:
        return f"{MOST_FILES:,} files"
    engine.unpause(container)
    return ""


def _read(channel: Channel, lines: deque[str], progress: Callable[[str], None]) -> None:
    rest = ""
    for _, piece in frames(channel.reader):
        *complete, rest = (rest + piece.decode("utf-8", errors="replace")).split("\n")
        rest = rest[:_LONGEST_LINE]
        for line in complete:
            lines.append(line[:_LONGEST_LINE])
            progress(line[:_LONGEST_LINE])
    if rest:
        lines.append(rest)
