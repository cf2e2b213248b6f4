"""Is each mutant well described, does it fit its solution, and do the checks exist that are to catch it?"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.authoring.checkout import (
    MUTANT_FILE,
    PATCH,
    Mutant,
    apply_patch,
    files_below,
    lay_over,
    read_mutant,
)
from roadmap_lab.authoring.problems import line_of_key
from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadmap_lab.authoring.problems import LintProblem, Subject


def mutant_problems(subject: Subject, checks: frozenset[str]) -> Iterator[LintProblem]:
    """What is wrong with the mutants.

    Args:
        subject: The exercise.
        checks: The ids of its checks.
    """
    folders = subject.source.mutant_folders
    if not folders:
        yield subject.problem(
            subject.source.folder / "mutants",
            "there are no mutants",
            "a check that no mutant fails is no check",
        )
    with tempfile.TemporaryDirectory(prefix="roadmap-lab-") as workshop:
        trees: dict[str, Path] = {}
        for folder in folders:
            try:
                mutant = read_mutant(folder)
            except UsageError as error:
                yield subject.problem(folder / MUTANT_FILE, error.message, error.hint)
                continue
            yield from _note_problems(subject, mutant, checks)
            stack = mutant.notes.stack
            if stack in subject.source.stacks:
                if stack not in trees:
                    trees[stack] = _solution_tree(subject, stack, Path(workshop))
                yield from _change_problems(subject, mutant, trees[stack])


def _note_problems(subject: Subject, mutant: Mutant, checks: frozenset[str]) -> Iterator[LintProblem]:
    path = mutant.folder / MUTANT_FILE
    text = path.read_text(encoding="utf-8")
    notes = mutant.notes
    if notes.stack not in subject.source.stacks:
        message, advice = f"{notes.stack} is no stack of this exercise", "name one that has a starter"
        yield subject.problem(path, message, advice, line_of_key(text, "stack"))
    if not notes.mistake.strip():
        advice = "say in one sentence which mistake a learner really makes there"
        yield subject.problem(path, "the mistake is not described", advice, line_of_key(text, "mistake"))
    line = line_of_key(text, "fails")
    if not notes.fails or len(set(notes.fails)) != len(notes.fails):
        message = "fails names no check" if not notes.fails else "fails names a check twice"
        yield subject.problem(path, message, "name each check that has to catch it, once", line)
    for name in sorted(set(notes.fails) - checks):
        advice = f"there is: {', '.join(sorted(checks))}"
        yield subject.problem(path, f"fails names {name}, which is no check", advice, line)


def _change_problems(subject: Subject, mutant: Mutant, solution: Path) -> Iterator[LintProblem]:
    if (mutant.patch is None) == (mutant.overlay is None):
        message = "a mutant is either a change.patch or a folder overlay/, not both and not neither"
        yield subject.problem(mutant.folder, message, "keep one of them")
    elif mutant.patch is not None:
        reason = apply_patch(mutant.patch, solution, only_look=True)
        if reason:
            advice = f"make {PATCH} anew from the solution as it is now (diff -u, paths with a/ and b/)"
            yield subject.problem(
                mutant.patch, f"it does not fit the solution: {reason.splitlines()[0]}", advice
            )
    elif mutant.overlay is not None:
        same = [
            path
            for path in files_below(mutant.overlay)
            if (goal := solution / path.relative_to(mutant.overlay)).is_file()
            and goal.read_bytes() == path.read_bytes()
        ]
        if same:
            yield subject.problem(same[0], "it is the same as in the solution", "keep only what differs")


def _solution_tree(subject: Subject, stack: str, workshop: Path) -> Path:
    """A solution as patches see it, but for the files that Copier fills in."""
    tree = workshop / stack
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    lay_over(subject.checkout.stack_template(stack), tree, rendered=False)
    lay_over(subject.source.template / stack, tree, rendered=False)
    lay_over(subject.source.solution(stack), tree)
    return tree
