"""What verify has seen before, kept by the digest of everything that it depends on.

Only what came out as expected is kept: whatever did not is tried again each time.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.authoring.checkout import MUTANT_FILE, files_below
from roadmap_lab.authoring.trials import Kind, Observed, Trial
from roadmap_lab.locations import data_folder
from roadmap_lab.resources import PACKAGE
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.checkout import Checkout

FORMAT = "1"
KEPT_DAYS = 30
# What decides how a grade goes, beside the exercise: sources, and what the images are made of.
ENGINE = (
    "checks",
    "grading",
    "sandbox",
    "project",
    "images",
    "authoring/canaries",
    "authoring/trials.py",
    "authoring/workbench.py",
    "catalog/exercises.py",
    "catalog/services.py",
    "catalog/stack_definitions.py",
)
_DAY = 86_400.0


class TrialDigests:
    """Computes the keys of trials; each folder is read once.

    Args:
        checkout: Where the exercises are.
        package: The program's own sources.
    """

    def __init__(self, checkout: Checkout, package: Path = PACKAGE) -> None:
        self._checkout = checkout
        self._package = package
        self._known: dict[Path, str] = {}

    def key(self, trial: Trial) -> str:
        """SHA-256 over everything that the trial's outcome depends on, in hexadecimal."""
        source = self._checkout.source(trial.exercise)
        paths = [
            *(self._package / name for name in ENGINE),
            *(source.folder / name for name in ("exercise.yaml", "brief.md", "requests.http", "checks")),
            source.template / "copier.yml",
            source.template / trial.stack,
            self._checkout.templates / "stacks" / trial.stack,
        ]
        if trial.kind in {Kind.SOLUTION, Kind.MUTANT}:
            paths.append(source.solution(trial.stack))
        if trial.kind is Kind.MUTANT:
            paths.append(source.folder / "mutants" / trial.name)
        images = (image_definition(CHECKER).tag, image_definition(trial.stack).tag)
        parts = (FORMAT, trial.exercise, trial.stack, trial.kind.value, str(trial.run), *images)
        return _hash([*parts, *(self._digest(path) for path in paths)])

    def _digest(self, path: Path) -> str:
        if path not in self._known:
            # What a mutant is to fail is held against the outcome each time, so it is no part of it.
            files = (
                [path] if path.is_file() else [one for one in files_below(path) if one.name != MUTANT_FILE]
            )
            parts = []
            for file in files:
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                name = file.relative_to(path).as_posix()
                parts += [name, "program" if os.access(file, os.X_OK) else "file", content]
            self._known[path] = _hash(parts)
        return self._known[path]


class TrialCache:
    """Outcomes of trials in a folder, one file each."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_folder() / "verify"

    def get(self, key: str) -> Observed | None:
        """What was seen under this key."""
        path = self._path(key)
        try:
            seen = msgspec.json.decode(path.read_bytes(), type=Observed)
            os.utime(path)
        except (OSError, msgspec.MsgspecError):
            return None
        return seen

    def put(self, key: str, observed: Observed) -> None:
        """Keeps what was seen; where that is not possible it is seen again the next time."""
        path = self._path(key)
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(msgspec.json.encode(observed))
            draft.replace(path)

    def forget_old(self) -> None:
        """Removes what nobody has asked for in a month."""
        oldest = time.time() - KEPT_DAYS * _DAY
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json"


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
