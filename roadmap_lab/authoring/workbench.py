"""The projects that verify grades: starters, solutions, canaries and mutants, made in a temporary folder."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.authoring.checkout import apply_patch, lay_over, read_mutant
from roadmap_lab.authoring.trials import CANARIES, Kind, Trial
from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.errors import InternalError, UsageError
from roadmap_lab.project.scaffold import scaffold

if TYPE_CHECKING:
    from roadmap_lab.authoring.checkout import Checkout

CANARY_FILES = {"Python": "canary.py", "JavaScript": "canary.mjs"}
_COMMANDS = {"Python": "python canary.py {mode}", "JavaScript": "node canary.mjs {mode}"}
_MODES = {Kind.SILENT: "silent", Kind.AGREEABLE: "agreeable"}
_CANARIES = Path(__file__).parent / "canaries"
_WEB = re.compile(r"^web:.*$", re.MULTILINE)


class Workbench:
    """Makes one project after the other.

    Only one thread makes something at a time, and nothing is made any more once it is closed: so the
    folder can be removed while grades are still under way.

    Args:
        checkout: Where solutions and mutants are.
        folder: An empty folder.
    """

    def __init__(self, checkout: Checkout, folder: Path) -> None:
        self._checkout = checkout
        self._folder = folder
        self._lock = threading.Lock()
        self._closed = False
        self._made = 0

    def close(self) -> None:
        """Ends the making; waits for a project that is being made."""
        with self._lock:
            self._closed = True

    def make(self, trial: Trial) -> Path:
        """The project of a trial.

        Raises:
            UsageError: A patch does not fit, or a file is not what it should be.
            InternalError: The bench is closed, or a template is broken.
        """
        with self._lock:
            if self._closed:
                raise InternalError("the bench is closed")
            self._made += 1
            project = self._folder / f"{trial.exercise}-{self._made}"
            shutil.copytree(self._starter(trial.exercise, trial.stack), project, symlinks=True)
            source = self._checkout.source(trial.exercise)
            if trial.kind in CANARIES:
                _make_canary(project, trial)
            if trial.kind in {Kind.SOLUTION, Kind.MUTANT}:
                lay_over(source.solution(trial.stack), project)
            if trial.kind is Kind.MUTANT:
                _mutate(project, source.folder / "mutants" / trial.name)
            return project

    def remove(self, project: Path) -> None:
        """Removes a project that was graded."""
        shutil.rmtree(project, ignore_errors=True)

    def _starter(self, exercise: str, stack: str) -> Path:
        starter = self._folder / "starters" / f"{exercise}-{stack}"
        if not starter.exists():
            scaffold(load_exercise(exercise), load_stack(stack), starter)
        return starter


def has_canary(stack: str) -> bool:
    """Whether a canary is written in the language of a stack."""
    return load_stack(stack).language in CANARY_FILES


def _make_canary(project: Path, trial: Trial) -> None:
    """Puts a canary in the place of the server; whatever else the Procfile names stays."""
    language = load_stack(trial.stack).language
    shutil.copy(_CANARIES / CANARY_FILES[language], project)
    procfile = project / "Procfile"
    line = f"web: {_COMMANDS[language].format(mode=_MODES[trial.kind])}"
    procfile.write_text(_WEB.sub(line, procfile.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def _mutate(project: Path, folder: Path) -> None:
    mutant = read_mutant(folder)
    if mutant.overlay is not None:
        lay_over(mutant.overlay, project)
    if mutant.patch is not None:
        reason = apply_patch(mutant.patch, project)
        if reason:
            raise UsageError(f"its patch does not fit the solution: {reason.splitlines()[0]}")
