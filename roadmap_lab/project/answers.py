"""What a project says of itself, in Copier's answers file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from roadmap_lab.errors import UsageError
from roadmap_lab.project.plain_file import read_start
from roadmap_lab.project.strange_yaml import LARGEST, decode_yaml

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS_FILE = ".copier-answers.yml"
Name = Annotated[str, msgspec.Meta(max_length=100)]  # it is shown where there is none of that name


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Which exercise, in which version and stack, a project was made for."""

    exercise: Name
    exercise_version: Annotated[int, msgspec.Meta(ge=1)]
    stack: Name


def read_answers(project: Path) -> Answers:
    """Reads a project's answers file.

    Raises:
        UsageError: The folder is not there, is no project, or its answers file is damaged.
    """
    if not project.is_dir():
        raise UsageError(f"there is no folder {project}", "give the folder that `roadmap-lab new` made")
    source = project / ANSWERS_FILE
    try:
        content = read_start(source, str(source), LARGEST + 1)
    except FileNotFoundError:
        raise UsageError(
            f"{project} is not a project: it has no {ANSWERS_FILE}",
            "go to a folder that `roadmap-lab new` made, or name it",
        ) from None
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror}", "mend its permissions") from error
    try:
        answers: Answers = decode_yaml(content, Answers)
    except ValueError as error:
        raise UsageError(
            f"{source} is damaged: {error}",
            "put back the lines exercise, exercise_version and stack (`git checkout` has the old file)",
        ) from error
    return answers
