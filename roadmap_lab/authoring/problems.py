"""What lint finds: one sentence each, with the place and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.checkout import Checkout, ExerciseSource


@dataclass(frozen=True, slots=True, kw_only=True)
class LintProblem:
    """One thing that is wrong.

    Attributes:
        exercise: The exercise's id; empty for the catalog as a whole.
        file: From the root of the checkout.
        line: Where in the file, where that is known.
        message: What is wrong, in one sentence.
        advice: What to do.
    """

    exercise: str
    file: str
    line: int | None = None
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The exercise that is looked at."""

    checkout: Checkout
    source: ExerciseSource

    def problem(self, path: Path, message: str, advice: str, line: int | None = None) -> LintProblem:
        """A problem in one of the exercise's files."""
        return LintProblem(
            exercise=self.source.id,
            file=self.checkout.shown(path),
            line=line,
            message=message,
            advice=advice,
        )


def line_of_key(source: str, key: str) -> int | None:
    """The line in which a key of a YAML file's top level stands."""
    found = re.search(rf"^{re.escape(key)}\s*:", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else None
