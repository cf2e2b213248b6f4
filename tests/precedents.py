"""What an earlier grade of a project would have left for the next one to begin with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.grading.precedent import Precedent, keep_precedent
from roadmap_lab.grading.roles import WEB
from roadmap_lab.project.answers import read_answers
from roadmap_lab.project.procfile import parse_procfile
from roadmap_lab.project.submission import freeze
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.dependency_layers import dependency_layer
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from pathlib import Path


def precedent_of(project: Path, *, server_first: bool) -> Precedent:
    """The precedent that fits a project.

    Raises:
        UsageError: It cannot be graded.
    """
    answers = read_answers(project)
    contents = freeze(project).contents()
    layer = dependency_layer(load_stack(answers.stack), contents)
    return Precedent(
        checker=image_definition(CHECKER).tag,
        image=layer.tag if layer else image_definition(answers.stack).tag,
        command=parse_procfile(contents["Procfile"].decode())[WEB],
        variables=load_exercise(answers.exercise).manifest.environment,
        server_first=server_first,
    )


def give_precedent(project: Path, precedent: Precedent) -> None:
    """Lets the next grade of a project begin with this."""
    keep_precedent(os.path.realpath(project), precedent)
