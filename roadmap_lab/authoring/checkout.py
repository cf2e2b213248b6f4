"""The checkout that an exercise author works in, and the pieces of an exercise in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.catalog.exercises import DRAFT
from roadmap_lab.errors import MachineError, UsageError
from roadmap_lab.resources import PACKAGE, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What linters, interpreters and test runners leave behind; git ignores it everywhere.
CACHES = frozenset({"__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache"})
RENDERED = ".jinja"  # the suffix of template files that Copier fills in
PATCH = "change.patch"
OVERLAY = "overlay"
MUTANT_FILE = "mutant.yaml"


class MutantNotes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `mutant.yaml` says.

    Attributes:
        stack: Whose solution is changed.
        mistake: The mistake that a learner really makes there, in one sentence.
        fails: Ids of the checks that have to see it: these and no others.
    """

    stack: str
    mistake: str
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A small wrong version of a solution: a patch, or files that are laid over it."""

    folder: Path
    notes: MutantNotes

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def patch(self) -> Path | None:
        """What `git apply` changes in the solution."""
        path = self.folder / PATCH
        return path if path.is_file() else None

    @property
    def overlay(self) -> Path | None:
        """Files that replace those of the solution."""
        path = self.folder / OVERLAY
        return path if path.is_dir() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSource:
    """Where the pieces of one exercise are, whether or not they are as they should be.

    Attributes:
        id: The name of both folders.
        folder: `exercises/<id>`.
        template: `templates/exercises/<id>`.
    """

    id: str
    folder: Path
    template: Path

    @property
    def stacks(self) -> tuple[str, ...]:
        """The stacks that have a starter, sorted."""
        return subfolders(self.template)

    @property
    def check_files(self) -> tuple[Path, ...]:
        """The hidden checks and what they share, sorted."""
        return tuple(sorted(path for path in files_below(self.folder / "checks") if path.suffix == ".py"))

    @property
    def brief(self) -> str:
        """What the learner is told; empty where there is none yet."""
        path = self.folder / "brief.md"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @property
    def mutant_folders(self) -> tuple[Path, ...]:
        """The folders of the mutants, sorted."""
        folder = self.folder / "mutants"
        return tuple(folder / name for name in subfolders(folder))

    def solution(self, stack: str) -> Path:
        """The reference solution in a stack."""
        return self.folder / "solutions" / stack

    def mutants(self) -> tuple[Mutant, ...]:
        """All mutants.

        Raises:
            UsageError: One of them cannot be read.
        """
        return tuple(read_mutant(folder) for folder in self.mutant_folders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The project's own files, as git has them."""

    root: Path

    @property
    def exercises(self) -> Path:
        """Manifests, briefs, checks, solutions, mutants."""
        return self.root / "exercises"

    @property
    def templates(self) -> Path:
        """What learners get."""
        return self.root / "templates"

    def exercise_ids(self) -> tuple[str, ...]:
        """The names of all folders that are, or should be, exercises."""
        return tuple(sorted({*subfolders(self.exercises), *subfolders(self.templates / "exercises")}))

    def is_draft(self, exercise_id: str) -> bool:
        """Whether an exercise is still being written, and so not offered."""
        return (self.exercises / exercise_id / DRAFT).exists()

    def source(self, exercise_id: str) -> ExerciseSource:
        """The pieces of an exercise, which need not exist yet."""
        return ExerciseSource(
            id=exercise_id,
            folder=self.exercises / exercise_id,
            template=self.templates / "exercises" / exercise_id,
        )

    def stack_template(self, stack: str) -> Path:
        """The files that every project of a stack starts with."""
        return self.templates / "stacks" / stack / "template"

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the root of the checkout."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_checkout(root: Path | None = None) -> Checkout:
    """The checkout at `root`, or the one that this program runs from.

    Raises:
        UsageError: The program was installed from a wheel, or there is no checkout at `root`.
    """
    if not TEMPLATES.is_relative_to(PACKAGE.parent) or TEMPLATES.is_relative_to(PACKAGE):
        raise UsageError(
            "exercises are written in a checkout, and this roadmap-lab was installed without one",
            "git clone the project, then: pip install --editable '.[dev]'",
        )
    chosen = Checkout(root=(root or PACKAGE.parent).resolve())
    if not (chosen.exercises.is_dir() and (chosen.templates / "stacks").is_dir()):
        raise UsageError(
            f"{chosen.root} is no checkout of roadmap-lab: it lacks exercises/ or templates/stacks/",
            "name the folder that git clone made",
        )
    return chosen


def read_mutant(folder: Path) -> Mutant:
    """Reads a mutant.

    Raises:
        UsageError: Its `mutant.yaml` is missing or not what it should be.
    """
    source = folder / MUTANT_FILE
    try:
        return Mutant(folder=folder, notes=msgspec.yaml.decode(source.read_bytes(), type=MutantNotes))
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            f"the mutant {folder.name} has no usable {MUTANT_FILE}: {error}",
            "it has three lines: stack, mistake, fails",
        ) from error


def subfolders(folder: Path) -> tuple[str, ...]:
    """The names of the folders in a folder, sorted, without caches; none where it does not exist."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and entry.name not in CACHES)
    )


def files_below(folder: Path) -> Iterator[Path]:
    """All files in a folder and below it, sorted, without those of caches."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not CACHES.intersection(path.relative_to(folder).parts):
            yield path


def lay_over(folder: Path, target: Path, *, rendered: bool = True) -> None:
    """Copies files over those of a project.

    Args:
        folder: Where they come from.
        target: The project.
        rendered: Whether files that Copier would fill in are copied as well, as they are.
    """
    for path in files_below(folder):
        if rendered or path.suffix != RENDERED:
            goal = target / path.relative_to(folder)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, goal)


def apply_patch(patch: Path, folder: Path, *, only_look: bool = False) -> str:
    """Applies a patch to the files of a folder; what git says when it does not fit, else nothing.

    Raises:
        MachineError: git cannot be run.
    """
    git = shutil.which("git")
    if git is None:
        raise MachineError("git is not installed, and mutants are applied by it", "install git")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [git, "apply", *(["--check"] if only_look else []), str(patch.resolve())],
        cwd=folder,
        env={**environment, "GIT_CEILING_DIRECTORIES": str(folder.parent)},  # no repository above it
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip().removeprefix("error: ") if done.returncode else ""
