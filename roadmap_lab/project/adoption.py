"""Making a project of a folder that is there already: one file says what it is for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from roadmap_lab.errors import MachineError, UsageError
from roadmap_lab.project.answers import ANSWERS_FILE
from roadmap_lab.project.compose import COMPOSE_FILES
from roadmap_lab.project.dockerfile import DOCKERFILE

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.catalog.stack_definitions import StackDefinition

_CONTENT = """\
# Written by roadmap-lab; do not edit
exercise: {exercise}
exercise_version: {version}
stack: {stack}
"""


def adopt(exercise: Exercise, stack: StackDefinition, folder: Path) -> None:
    """Writes the answers file into a folder; nothing else in it is touched.

    Args:
        exercise: What the folder holds, or is going to.
        stack: In what.
        folder: Where.

    Raises:
        UsageError: There is no such folder, or it is a project already.
        MachineError: It cannot be written to.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", f"for a new one: roadmap-lab new {exercise.id}")
    content = _CONTENT.format(exercise=exercise.id, version=exercise.manifest.version, stack=stack.id)
    try:
        # Made anew or not at all: no link is followed, and nothing is written over.
        target = os.open(folder / ANSWERS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        raise UsageError(
            f"{folder} is a project already: it has {ANSWERS_FILE}",
            "grade it as it is, or remove that file if it is to become another exercise's",
        ) from None
    except OSError as error:
        raise MachineError(
            f"{folder} cannot be written to: {error.strerror}", "look at the folder's permissions"
        ) from error
    with os.fdopen(target, "w", encoding="utf-8") as file:
        file.write(content)


def lacking(exercise: Exercise, stack: StackDefinition, folder: Path) -> dict[str, str]:
    """The files that a grade of the folder will ask for and that are not there, each with what it is for."""
    manifest = exercise.manifest
    wanted = dict.fromkeys(stack.dependency_files, "it names the packages")
    if stack.own_image:
        wanted[DOCKERFILE] = "it builds and starts your server"
    if not stack.own_image or manifest.processes != ("web",):
        wanted["Procfile"] = f"a line each for {', '.join(manifest.processes)}"
    if manifest.one_of:
        wanted[COMPOSE_FILES[0]] = f"its images say what you use, {' or '.join(manifest.one_of)}"
    return {name: why for name, why in wanted.items() if not (folder / name).exists()}
