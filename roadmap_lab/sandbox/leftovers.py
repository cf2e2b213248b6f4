"""Containers that outlived their command: found by their label, and by whether that command still runs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

CONTAINER_LABEL = "roadmap-lab=container"
GRADE_LABEL = "roadmap-lab.grade"
REAPER_MODULE = "roadmap_lab.sandbox.reaper"
OWNER_LABEL = "roadmap-lab.owner"
KEEP_LABEL = "roadmap-lab.keep"


class Leftover(NamedTuple):
    """A container whose command has ended: its name, its grade, and whether the user wanted it kept."""

    name: str
    grade: str
    kept: bool


def owner_mark() -> str:
    """This process, so that no later one with the same number is taken for it: machine, number, start."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}"


def find_leftovers(engine: Engine) -> list[Leftover]:
    """Our containers whose command no longer runs on this machine."""
    found = []
    # Who runs one of our images by hand has a container with the image's labels: it is theirs, and so are the
    # containers in which the engine builds one image from another.
    for container in engine.containers(CONTAINER_LABEL):
        labels = container["Labels"]
        if not _runs(labels.get(OWNER_LABEL, "")):
            name = str(container["Names"][0]).removeprefix("/")
            found.append(Leftover(name=name, grade=labels.get(GRADE_LABEL, ""), kept=KEEP_LABEL in labels))
    return sorted(found, key=lambda one: one.name)


def sweep(engine: Engine) -> tuple[str, ...]:
    """Removes what killed commands have left, but for what the user wanted kept; the names of what is gone.

    What somebody still cleans up is left to them.
    """
    lost = [one for one in find_leftovers(engine) if not one.kept]
    if not lost or not Path("/proc/self").exists():
        return ()
    busy = _grades_being_reaped()
    return tuple(one.name for one in lost if one.grade not in busy and engine.remove(one.name))


def remove_leftovers(engine: Engine, leftovers: list[Leftover]) -> int:
    """Removes them; how many were still there."""
    return sum(engine.remove(one.name) for one in leftovers)


def _runs(mark: str) -> bool:
    machine, _, rest = mark.partition(":")
    number, _, started = rest.partition(":")
    if machine != _machine():
        return bool(machine)  # another machine's, on an engine that both use: not ours to judge
    return number.isdigit() and started == _started(int(number))


def _grades_being_reaped() -> set[str]:
    """The grades whose reapers run, by the command lines of all processes."""
    words: set[str] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                line = (entry / "cmdline").read_bytes().decode(errors="replace")
                words |= set(line.split("\0")) if REAPER_MODULE in line else set()
    return words - {""}


def _machine() -> str:
    """This machine since it was started, and the namespace in which its processes have numbers."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        return os.uname().nodename
    return f"{boot}/{space}"


def _started(process: int) -> str:
    """When a process started, in clock ticks; empty when it does not run (proc_pid_stat(5), field 22)."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return _without_proc(process)
    return stat.rpartition(")")[2].split()[19]


def _without_proc(process: int) -> str:
    if Path("/proc/self").exists():
        return ""
    try:
        os.kill(process, 0)
    except OSError:
        return ""
    return "unknown"
