"""Containers that outlived their command: found by their label, and by whether that command still runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

OWNER_LABEL = "roadmap-lab.owner"
KEEP_LABEL = "roadmap-lab.keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A container whose command has ended: its name, and whether the user wanted it kept."""

    name: str
    kept: bool


def owner_mark() -> str:
    """This process, so that no later one with the same number is taken for it: machine, number, start."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}"


def find_leftovers(engine: Engine) -> list[Leftover]:
    """Our containers whose command no longer runs on this machine."""
    found = []
    for container in engine.containers():
        labels = container["Labels"]
        if not _runs(labels.get(OWNER_LABEL, "")):
            name = str(container["Names"][0]).removeprefix("/")
            found.append(Leftover(name=name, kept=KEEP_LABEL in labels))
    return sorted(found, key=lambda one: one.name)


def remove_leftovers(engine: Engine, leftovers: list[Leftover]) -> int:
    """Removes them; how many were still there."""
    return sum(engine.remove(one.name) for one in leftovers)


def _runs(mark: str) -> bool:
    machine, _, rest = mark.partition(":")
    number, _, started = rest.partition(":")
    if machine != _machine():
        return bool(machine)  # another machine's, on an engine that both use: not ours to judge
    return number.isdigit() and started == _started(int(number))


def _machine() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return boot or os.uname().nodename


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
