"""Running the checker as the container does: a job by standard input, events by standard output."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.grading.events import AnyEvent, CheckEnded, Collected, decode_event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = "from roadmap_lab.checks import Api, Values, check\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a run of the checker has said."""

    events: list[AnyEvent]
    err: str
    outcomes: dict[str, CheckEnded] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The outcome of each check, in the order in which they ended."""
        return {name: ended.outcome.value for name, ended in self.outcomes.items()}

    @property
    def collected(self) -> list[str]:
        """The ids that were announced."""
        return [check.id for event in self.events if isinstance(event, Collected) for check in event.checks]


class Checker:
    """Runs check files against a port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(
        self,
        port: int,
        source: str,
        *,
        only: Sequence[str] = (),
        seed: str = "7",
        boot_seconds: float = 5.0,
        further: dict[str, str] | None = None,
    ) -> Checked:
        """Runs one file of checks (the usual imports stand before it) and perhaps further ones."""
        files = {"test_checks.py": HEADER + source, **(further or {})}
        job = {"port": port, "seed": seed, "only": list(only), "boot_seconds": boot_seconds, "files": files}
        return self.run_line(json.dumps(job))

    def run_line(self, line: str) -> Checked:
        """Runs the checker with this line as its input."""
        done = subprocess.run(
            [sys.executable, "-m", "roadmap_lab.checks"],
            input=line + "\n",
            cwd=self._folder,
            env={**_environment(), "TMPDIR": str(self._folder)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        events = [decode_event(one.encode()) for one in done.stdout.splitlines()]
        ended: dict[str, CheckEnded] = {one.id: one for one in events if isinstance(one, CheckEnded)}
        return Checked(events=events, err=done.stderr, outcomes=ended)


def _environment() -> dict[str, Any]:
    import os  # noqa: PLC0415  # only its copy is wanted

    from roadmap_lab.resources import PACKAGE  # noqa: PLC0415

    return {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    """The checker's program."""
    return Checker(tmp_path)
