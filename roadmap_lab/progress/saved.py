"""Progress as it is taken from one machine to another."""

from __future__ import annotations

import msgspec


class SavedAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """One grade: where its project was, and its report as it was stored."""

    project: str
    report: msgspec.Raw


class SavedTick(msgspec.Struct, frozen=True, kw_only=True):
    """A proven skill, when it was ticked (RFC 3339, UTC), and the ids of the grades that earned it."""

    skill: str
    ticked_at: str
    evidence: tuple[str, ...]


class SavedHint(msgspec.Struct, frozen=True, kw_only=True):
    """How many hints of a check were shown."""

    exercise: str
    check: str
    shown: int


class SavedProgress(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was achieved; each part sorted, so that equal progress is equal text.

    `tracked` names the checklists that were tracked, for people: what a file says does not decide which
    files of this machine are written to.
    """

    attempts: tuple[SavedAttempt, ...] = ()
    ticks: tuple[SavedTick, ...] = ()
    hints: tuple[SavedHint, ...] = ()
    tracked: tuple[str, ...] = ()
