"""Projects as learners have them: a starter, with a solution laid over it, or with a mistake in that."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import exercise_ids, load_exercise
from roadmap_lab.resources import EXERCISES
from tests.conftest import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Lab

# Each exercise and each stack; how all of them go together is what `author verify` tries (test_mutants.py).
PAIRS = [("quotes-api", stack) for stack in load_exercise("quotes-api").stacks] + [
    (exercise, stacks[place % len(stacks)])
    for place, exercise in enumerate(exercise_ids())
    if exercise != "quotes-api" and (stacks := load_exercise(exercise).stacks)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """Makes projects in a test's folder; each starter is scaffolded once and copied from then on.

    Attributes:
        lab: Scaffolds them by the real command.
        starters: A folder that tests share.
    """

    lab: Lab
    starters: Path

    def make(  # a project is made of all these
        self,
        exercise: str = "quotes-api",
        stack: str = "fastapi",
        *,
        solution: bool = True,
        overlay: Mapping[str, str] | None = None,
        patch: Path | None = None,
        name: str = "project",
    ) -> Path:
        """Makes a project.

        Args:
            exercise: Its id.
            stack: Its stack.
            solution: Whether the reference solution is laid over the starter.
            overlay: Files to write over that, by path.
            patch: A patch to apply at last.
            name: Of the folder.
        """
        folder = self.lab.folder / name
        shutil.copytree(self._starter(exercise, stack), folder, symlinks=True)
        if solution:
            shutil.copytree(
                EXERCISES / exercise / "solutions" / stack,
                folder,
                dirs_exist_ok=True,
                ignore=shutil.ignore_patterns("__pycache__"),
            )
        write_files(folder, overlay or {})
        if patch is not None:
            _apply(patch, folder)
        return folder

    def _starter(self, exercise: str, stack: str) -> Path:
        starter = self.starters / f"{exercise}-{stack}"
        if not starter.exists():
            made = self.lab.run("new", exercise, starter, "--stack", stack)
            assert made.code == 0, made.err
        return starter


def _apply(patch: Path, folder: Path) -> None:
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}  # no repository above it
    done = subprocess.run(
        ["git", "apply", patch.resolve()],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{patch} does not fit the solution: {done.stderr}"
