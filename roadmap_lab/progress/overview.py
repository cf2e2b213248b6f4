"""How far somebody is: exercises, skills and what comes next, from the store and the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import load_exercises
from roadmap_lab.catalog.skills import Skill, load_skills
from roadmap_lab.progress.exercise_progress import ExerciseProgress, exercise_progress
from roadmap_lab.progress.roadmap_state import RoadmapStatus, can_be_proven
from roadmap_lab.progress.standing import read_standing, roadmap_statuses

if TYPE_CHECKING:
    from roadmap_lab.progress.store import Attempt, Store, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that `status` shows."""

    roadmaps: tuple[RoadmapStatus, ...]
    exercises: tuple[ExerciseProgress, ...]
    ticks: tuple[Tick, ...]
    provable: tuple[Skill, ...]
    last_attempts: tuple[Attempt, ...]


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
