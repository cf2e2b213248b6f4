"""What the store and the catalog know of a learner, as the states of roadmaps need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import load_exercises
from roadmap_lab.catalog.roadmaps import load_roadmaps
from roadmap_lab.catalog.skills import current_id
from roadmap_lab.catalog.stack_definitions import stacks_of
from roadmap_lab.checklists.files import fingerprint, read_checklist_file, read_sidecar
from roadmap_lab.errors import RoadmapLabError
from roadmap_lab.progress.exercise_progress import ChecksPassed, checks_of
from roadmap_lab.progress.roadmap_state import RoadmapStatus, Standing, roadmap_status
from roadmap_lab.progress.store import Tracked

if TYPE_CHECKING:
    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.progress.store import Store


def proven(store: Store) -> frozenset[str]:
    """Ids of the skills that are ticked."""
    return frozenset(tick.skill for tick in store.ticks())


def read_standing(store: Store, exercises: tuple[Exercise, ...] | None = None) -> Standing:
    """How far the learner is; tracked checklists that have changed are read again.

    Args:
        store: What was achieved.
        exercises: Those of this installation, where they are read already.
    """
    exercises = load_exercises() if exercises is None else exercises
    known = {exercise.id: exercise for exercise in exercises}
    progress: dict[tuple[str, str], ChecksPassed] = {}
    for attempt in store.attempts():
        checks = checks_of(attempt, known.get(attempt.exercise))
        place = attempt.exercise, attempt.stack
        progress[place] = max(
            checks, progress.get(place, checks), key=lambda one: (one.complete, one.passed, one.total)
        )
    refresh_marks(store)
    return Standing(
        proven=proven(store),
        progress=progress,
        built={exercise.id: frozenset(stacks_of(exercise)) for exercise in exercises},
        self_marked=frozenset(map(current_id, store.marks())),
    )


def roadmap_statuses(standing: Standing) -> tuple[RoadmapStatus, ...]:
    """The state of every roadmap, in their order of presentation."""
    return tuple(roadmap_status(roadmap, standing) for roadmap in load_roadmaps().values())


def refresh_marks(store: Store) -> None:
    """Reads again what is ticked by hand, in each tracked checklist that has changed since.

    What cannot be read now keeps the marks that it had.
    """
    for tracked in store.tracked():
        try:
            data, sidecar = read_checklist_file(tracked.path), read_sidecar(tracked.path)
            if fingerprint(data, sidecar) == tracked.seen:
                continue
            from roadmap_lab.checklists.learner_file import open_checklist  # noqa: PLC0415  # 0.3 s

            file = open_checklist(tracked.path)
        except RoadmapLabError:
            continue
        store.set_marks(Tracked(path=tracked.path, seen=file.seen), file.marks)
