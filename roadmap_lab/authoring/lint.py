"""Looking through exercises without running them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.authoring.declarations import declared_checks
from roadmap_lab.authoring.lint_checks import declaration_problems, leak_problems, route_problems
from roadmap_lab.authoring.lint_layout import SYLLABUS_FILE, layout_problems, manifest_problems
from roadmap_lab.authoring.lint_mutants import mutant_problems
from roadmap_lab.authoring.lint_text import format_problems
from roadmap_lab.authoring.problems import LintProblem, Subject
from roadmap_lab.catalog.consistency import ProblemKind, catalog_problems
from roadmap_lab.catalog.exercises import near_matches
from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from roadmap_lab.authoring.checkout import Checkout

_SKILLS_FILE = "roadmap_lab/catalog/skills.yaml"
_CATALOG = {
    ProblemKind.UNKNOWN_EXERCISE: (_SKILLS_FILE, f"name an exercise of {SYLLABUS_FILE}"),
    ProblemKind.UNPROVABLE_SKILL: (_SKILLS_FILE, "name in proven_by what proves it"),
    ProblemKind.IDLE_EXERCISE: (_SKILLS_FILE, "name it in proven_by of the skill that it proves"),
    ProblemKind.UNKNOWN_PREREQUISITE: (_SKILLS_FILE, "name a skill in needs"),
    ProblemKind.CIRCLE: (_SKILLS_FILE, "take one of these needs away"),
    ProblemKind.REPEATED_ID: ("roadmap_lab/catalog", "an id is for one thing, for ever"),
    ProblemKind.UNKNOWN_SKILL: ("roadmap_lab/roadmaps", f"name a skill of {_SKILLS_FILE}"),
    ProblemKind.UNMAPPED_ITEM: ("roadmap_lab/roadmaps", "name the skills that the item asks for"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """Which exercises were looked at, and what is wrong with them."""

    exercises: tuple[str, ...]
    problems: tuple[LintProblem, ...]


def lint(checkout: Checkout, ids: Sequence[str] = ()) -> LintResult:
    """Looks through exercises.

    Args:
        checkout: Where they are.
        ids: Which; none means all, and the catalog around them.

    Raises:
        UsageError: There is no exercise of that id.
        MachineError: ruff is missing.
    """
    known = checkout.exercise_ids()
    for one in ids:
        if one not in known:
            raise UsageError(f"there is no exercise {one!r} here", near_matches(one, known))
    chosen = tuple(dict.fromkeys(ids)) or tuple(one for one in known if not checkout.is_draft(one))
    subjects = [Subject(checkout=checkout, source=checkout.source(one)) for one in chosen]
    with ThreadPoolExecutor(os.cpu_count()) as workers:  # most of the time goes to processes that are started
        found = list(workers.map(lambda subject: list(exercise_problems(subject)), subjects))
    problems = [problem for some in found for problem in some]
    problems += _catalog(chosen, ids)
    return LintResult(exercises=chosen, problems=tuple(problems))


def exercise_problems(subject: Subject) -> Iterator[LintProblem]:
    """What is wrong with one exercise."""
    yield from manifest_problems(subject)
    yield from layout_problems(subject)
    declared = declared_checks(subject.source.folder / "checks")
    yield from declaration_problems(subject, declared)
    yield from route_problems(subject)
    yield from leak_problems(subject)
    yield from format_problems(subject)
    yield from mutant_problems(subject, frozenset(check.id for check in declared.checks if check.id))


def _catalog(known: Sequence[str], ids: Sequence[str]) -> Iterator[LintProblem]:
    """What is wrong in the catalog; with ids, only what concerns these."""
    for problem in catalog_problems():
        if ids and problem.where not in ids:
            continue
        file, advice = _CATALOG.get(problem.kind, ("roadmap_lab/catalog", "mend it"))
        exercise = problem.where if problem.where in known else ""
        yield LintProblem(exercise=exercise, file=file, message=problem.message, advice=advice)
