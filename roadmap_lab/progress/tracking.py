"""Tracked checklists: their boxes are ticked by each passing grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.checklists.learner_file import LearnerFile, TickedFile, open_checklist, tick_file
from roadmap_lab.errors import RoadmapLabError
from roadmap_lab.progress.standing import proven
from roadmap_lab.progress.store import Tracked

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.progress.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedOutcome:
    """What became of one tracked checklist.

    Attributes:
        path: Which.
        ticked: What was ticked in it; None when it could not be.
        warning: Why not, in one line; empty when it could.
    """

    path: Path
    ticked: TickedFile | None = None
    warning: str = ""


def track(store: Store, path: Path) -> tuple[LearnerFile, bool]:
    """Remembers a checklist, from now on ticked by each passing grade.

    Returns:
        The checklist, and whether it is a new one.

    Raises:
        UsageError: It is no text file, or its links are damaged.
        MachineError: It cannot be read.
    """
    file = open_checklist(path)
    new = store.track(file.path)
    store.set_marks(Tracked(path=file.path, seen=file.seen), file.marks)
    return file, new


def tick_tracked(store: Store) -> tuple[TrackedOutcome, ...]:
    """Ticks what is proven in every tracked checklist.

    Never raises for a checklist's sake: what is proven is in the store, and is ticked the next time.
    """
    skills = proven(store)
    return tuple(_tick(store, tracked, skills) for tracked in store.tracked())


def _tick(store: Store, tracked: Tracked, skills: frozenset[str]) -> TrackedOutcome:
    try:
        ticked = tick_file(tracked.path, skills)
        if ticked.seen != tracked.seen:
            store.set_marks(Tracked(path=tracked.path, seen=ticked.seen), ticked.file.marks)
    except RoadmapLabError as error:
        return TrackedOutcome(path=tracked.path, warning=error.message)
    except Exception as error:  # noqa: BLE001  # the grade has passed, whatever is the matter with a checklist
        return TrackedOutcome(path=tracked.path, warning=f"roadmap-lab itself failed on it: {error!r}")
    return TrackedOutcome(path=tracked.path, ticked=ticked)
