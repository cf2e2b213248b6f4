"""How far somebody is with single exercises, and which comes next, from the store and the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.grading.report import Verdict

if TYPE_CHECKING:
    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.progress.store import Attempt, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksPassed:
    """How many of an exercise's checks the best attempt passed."""

    passed: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether the exercise is passed."""
        return 0 < self.total <= self.passed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseProgress:
    """How far somebody is with one exercise.

    Attributes:
        exercise: Which.
        stacks_passed: In which stacks it was passed, sorted.
        passed: Most checks that passed in one attempt.
        total: How many checks that attempt had; 0 where none came to its checks.
        attempts: How many attempts there were.
        last: The newest of them.
    """

    exercise: Exercise
    stacks_passed: tuple[str, ...]
    passed: int
    total: int
    attempts: int
    last: Attempt | None

    @property
    def is_passed(self) -> bool:
        """Whether it was passed in any stack."""
        return bool(self.stacks_passed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to do next, and why."""

    exercise: Exercise
    reason: str


def exercise_progress(store: Store, exercise: Exercise) -> ExerciseProgress:
    """How far somebody is with one exercise."""
    attempts = store.attempts(exercise=exercise.id)
    best = max(attempts, key=lambda one: (one.passed, one.id), default=None)
    stacks = {one.stack for one in attempts if one.verdict is Verdict.PASSED}
    checks = checks_of(best, exercise) if best and best.total else None
    return ExerciseProgress(
        exercise=exercise,
        stacks_passed=tuple(sorted(stacks)),
        passed=checks.passed if checks else 0,
        total=checks.total if checks else 0,
        attempts=len(attempts),
        last=attempts[0] if attempts else None,
    )


def checks_of(attempt: Attempt, exercise: Exercise | None) -> ChecksPassed:
    """How far an attempt came.

    Args:
        attempt: The attempt.
        exercise: Its exercise, if it is still there; how many checks it has today stands where the attempt
            did not come to all of them.
    """
    if attempt.total and attempt.verdict is not Verdict.PARTIAL:
        return ChecksPassed(passed=attempt.passed, total=attempt.total)
    today = len(exercise.check_ids) if exercise else 0
    if attempt.verdict is Verdict.PARTIAL:  # it ran a part of them, and a part is never the whole
        today = max(today, attempt.passed + 1)
    return ChecksPassed(passed=attempt.passed, total=today)


def suggest(exercises: tuple[ExerciseProgress, ...]) -> Suggestion | None:
    """The exercise to do next: one that was begun, else the first whose forerunners are passed, if any."""
    passed = {one.exercise.id for one in exercises if one.is_passed}
    waiting = [one for one in exercises if not one.is_passed]
    begun = [one for one in waiting if one.last is not None]
    if begun:
        newest = max(begun, key=lambda one: (one.last.started_at, one.last.id) if one.last else ("", 0))
        how_far = (
            f"{newest.passed} of {newest.total} checks pass"
            if newest.total
            else "its server did not start yet"
        )
        return Suggestion(exercise=newest.exercise, reason=f"you have begun it: {how_far}")
    for one in waiting:
        before = one.exercise.manifest.after
        if set(before) <= passed:
            reason = (
                f"you have passed {', '.join(before)}, which it builds on"
                if before
                else "it needs nothing before it"
            )
            return Suggestion(exercise=one.exercise, reason=reason)
    return None
