"""How far somebody is: exercises, skills and what comes next, from the store and the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import Exercise, load_exercises
from roadmap_lab.catalog.skills import Skill, load_skills
from roadmap_lab.grading.report import Verdict
from roadmap_lab.progress.roadmap_state import RoadmapStatus, can_be_proven
from roadmap_lab.progress.standing import checks_of, read_standing, roadmap_statuses

if TYPE_CHECKING:
    from roadmap_lab.progress.store import Attempt, Store, Tick


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
class Overview:
    """Everything that `status` shows."""

    roadmaps: tuple[RoadmapStatus, ...]
    exercises: tuple[ExerciseProgress, ...]
    ticks: tuple[Tick, ...]
    provable: tuple[Skill, ...]
    last_attempts: tuple[Attempt, ...]


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


def overview(store: Store, *, attempts: int = 5) -> Overview:
    """The state of all exercises and skills, with that many of the last attempts."""
    known = load_exercises()
    exercises = tuple(exercise_progress(store, one) for one in known)
    standing = read_standing(store, known)
    ticks = store.ticks()
    ticked = {tick.skill for tick in ticks}
    provable = tuple(
        skill
        for skill in load_skills().values()
        if skill.id not in ticked and can_be_proven(skill, standing.built)
    )
    return Overview(
        roadmaps=roadmap_statuses(standing),
        exercises=exercises,
        ticks=ticks,
        provable=provable,
        last_attempts=store.attempts(limit=attempts),
    )


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
