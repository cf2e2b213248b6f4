"""What to do next, on one roadmap or at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import Exercise, load_exercise, load_exercises
from roadmap_lab.catalog.roadmaps import load_roadmap
from roadmap_lab.progress.exercise_progress import exercise_progress, suggest
from roadmap_lab.progress.roadmap_state import ItemStatus, RoadmapStatus, next_item, roadmap_status
from roadmap_lab.progress.standing import read_standing, roadmap_statuses

if TYPE_CHECKING:
    from roadmap_lab.progress.roadmap_state import Suggestion
    from roadmap_lab.progress.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do next.

    Attributes:
        exercise: The exercise to do.
        stacks: The stacks that count, where the item asks for some; else empty.
        reason: Why this one, in one line.
        roadmap: Name of the roadmap that the item is of.
        item: The item that is next; None where no roadmap says so.
        counts_for: Open items that the exercise proves or helps to prove, each with its roadmap's name.
    """

    exercise: Exercise
    stacks: tuple[str, ...]
    reason: str
    roadmap: str | None
    item: ItemStatus | None
    counts_for: tuple[tuple[str, ItemStatus], ...]


def next_step(store: Store, name: str | None = None) -> NextStep | None:
    """What to do next; None when nothing can be done now.

    Args:
        store: What was achieved.
        name: The roadmap to go by. Without it the order of the exercises decides; what was begun goes first.

    Raises:
        UsageError: There is no roadmap of that name.
    """
    roadmap = load_roadmap(name) if name is not None else None
    standing = read_standing(store)
    statuses = (roadmap_status(roadmap, standing),) if roadmap else roadmap_statuses(standing)
    suggestions = [(status, next_item(status, standing)) for status in statuses]
    items = [(status.roadmap.name, found) for status, found in suggestions if found is not None]
    if roadmap is None:
        chosen = suggest(tuple(exercise_progress(store, one) for one in load_exercises()))
        if chosen is None:
            return None
        same = [(place, found) for place, found in items if found.exercise == chosen.exercise.id]
        return _step(chosen.exercise, chosen.reason, same, statuses)
    if not items:
        return None
    suggestion = items[0][1]
    return _step(load_exercise(suggestion.exercise), suggestion.reason, items, statuses, suggestion.stacks)


def _step(
    exercise: Exercise,
    reason: str,
    items: list[tuple[str, Suggestion]],
    statuses: tuple[RoadmapStatus, ...],
    stacks: tuple[str, ...] = (),
) -> NextStep:
    place, found = items[0] if items else (None, None)
    return NextStep(
        exercise=exercise,
        stacks=stacks,
        reason=reason,
        roadmap=place,
        item=found.status if found else None,
        counts_for=tuple(
            (status.roadmap.name, item)
            for status in statuses
            for item in status.items
            if not item.state.is_done and exercise.id in item.to_do
        ),
    )
