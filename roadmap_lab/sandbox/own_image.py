"""Building the image that a learner's own Dockerfile describes, under what limits an engine can keep there.

The engine's builder limits memory. Its containers get the rest from here: as soon as the builder says which
one runs, its processes are limited, and what it writes and how long it takes is watched.
"""

from __future__ import annotations

import re
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import InternalError, MachineError, RoadmapLabError
from roadmap_lab.sandbox.docker_client import broken_connection, docker_client
from roadmap_lab.sandbox.engine import LABEL
from roadmap_lab.sandbox.images import image_lock
from roadmap_lab.sandbox.output import without_colours
from roadmap_lab.sandbox.spec import Failure
from roadmap_lab.sandbox.workshop import LIMITS, too_much_written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from roadmap_lab.project.submission import SubmittedFile
    from roadmap_lab.sandbox.engine import Engine

BUDGET_SECONDS = 600.0
LARGEST_IMAGE = 4 * 1024**3  # bytes
_MB = 1024 * 1024
_LOOK_SECONDS = 1.0
_KEPT_LINES = 60
_LONGEST_LINE = 500
_RUNNING = re.compile(r"^ ---> Running in ([0-9a-f]{12,64})$")
_BUILDERS_OWN = re.compile(r" --->|Removing intermediate container ")
_NO_REGISTRY = re.compile(r"no such host|dial tcp|i/o timeout|TLS handshake timeout|network is unreachable")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnImage:
    """An image that was built, by its id; or why there is none."""

    id: str = ""
    failure: Failure | None = None


def build_own_image(
    engine: Engine, files: Mapping[str, SubmittedFile], tag: str, progress: Callable[[str], None]
) -> OwnImage:
    """Builds a project's Dockerfile.

    What the tag named before is removed, but for the layers that are used again.

    Args:
        engine: Where.
        files: The project; its `.dockerignore` counts.
        tag: Of the image; the project's for ever, so that one image is kept of each.
        progress: Is told the builder's lines as they come.

    Raises:
        MachineError: The engine went away, or the base image could not be had for want of a registry.
    """
    with image_lock(tag), tempfile.TemporaryDirectory(prefix="roadmap-lab-") as folder:
        before = engine.image_id(tag)
        _write(files, Path(folder))
        build = _Build(engine, progress)
        failure = build.run(folder, tag)
        built = engine.image_id(tag)
        if failure is None:
            if built is None:
                raise InternalError(f"the build of {tag} left no image")
            failure = _unfit(engine, built)
        if before is not None and before != built:
            engine.remove_image(before)  # a grade that still uses it keeps it
        return OwnImage(id=built or "", failure=failure)


def _write(files: Mapping[str, SubmittedFile], folder: Path) -> None:
    for path, file in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.link:
            target.symlink_to(file.content.decode())
        else:
            target.write_bytes(file.content)
            target.chmod(0o755 if file.executable else 0o644)


def _unfit(engine: Engine, image: str) -> Failure | None:
    described = engine.image(image)
    volumes = (described.get("Config") or {}).get("Volumes")
    if volumes:
        names = ", ".join(sorted(volumes))
        return Failure(
            reason=f"its image declares a VOLUME ({names}), where nothing would last or be limited",
            output="",
        )
    if int(described.get("Size") or 0) > LARGEST_IMAGE:
        return Failure(reason=f"its image is larger than {LARGEST_IMAGE // 1024**3} GB", output="")
    return None


@dataclass(slots=True)
class _Build:
    """One build, with an eye on the container in which the builder is running a line."""

    engine: Engine
    progress: Callable[[str], None]
    lines: list[str] = field(default_factory=list)
    stopped: str = ""
    _container: str = ""
    _deadline: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    def run(self, folder: str, tag: str) -> Failure | None:
        from docker.errors import DockerException  # noqa: PLC0415  # only where something is built

        self._deadline = time.monotonic() + BUDGET_SECONDS
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        client = docker_client(self.engine, seconds=int(BUDGET_SECONDS))
        try:
            return self._hear(
                client.build(
                    path=folder,
                    tag=tag,
                    labels={LABEL: "image", f"{LABEL}.image": "project"},
                    rm=True,
                    forcerm=True,
                    decode=True,
                    shmsize=16 * _MB,
                    container_limits={"memory": LIMITS.memory_mb * _MB, "memswap": LIMITS.memory_mb * _MB},
                )
            )
        except DockerException as error:
            return self._failed(self.stopped or str(getattr(error, "explanation", "") or error))
        except broken_connection() as error:
            raise MachineError("the engine went away during the build", "start it again") from error
        finally:
            self._done.set()
            watcher.join()
            client.close()

    def _hear(self, events: Any) -> Failure | None:
        for event in events:
            if "error" in event:
                return self._failed(self.stopped or str(event["error"]))
            for line in str(event.get("stream", "")).splitlines():
                self._line(without_colours(line)[:_LONGEST_LINE])
            if time.monotonic() > self._deadline:
                return self._failed(_out_of_time())
        return None

    def _line(self, line: str) -> None:
        running = _RUNNING.match(line)
        if running is not None:
            self._container = running[1]
            with suppress(RoadmapLabError):  # it has ended already
                self.engine.limit_processes(running[1], LIMITS.processes)
        elif line.startswith("Step "):
            self.lines.clear()
        if line.strip() and not _BUILDERS_OWN.match(line):
            self.lines.append(line)
            self.progress(line)

    def _watch(self) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            container = self._container
            if not container:
                continue
            with suppress(RoadmapLabError):  # it has ended, and the next one is coming
                late = time.monotonic() > self._deadline
                written = "" if late else too_much_written(self.engine, container)
                if late or written:
                    self.stopped = _out_of_time() if late else f"it wrote more than {written} and was stopped"
                    self.engine.unpause(container)
                    self.engine.kill(container)

    def _failed(self, reason: str) -> Failure:
        if _NO_REGISTRY.search(reason):
            raise MachineError(
                "the image that the Dockerfile begins with is not here, and no registry answers",
                f"try again with a network, or begin with an image that is here ({reason[:200]})",
            )
        return Failure(reason=reason, output="\n".join(self.lines[-_KEPT_LINES:]))


def _out_of_time() -> str:
    return f"it did not end within {BUDGET_SECONDS:g} s and was stopped"
