"""Grades on the real engine, several at the same time, that can be left in the middle."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from roadmap_lab.grading.grade import GradeRequest, grade
from roadmap_lab.grading.report import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.grading.report import CheckResult, Report

SETTLE_SECONDS = 15.0


class EngineGrades:
    """Grades projects, and knows which grades are just making their containers."""

    def __init__(self) -> None:
        self._making: set[object] = set()
        self._changed = threading.Condition()

    def __call__(self, project: Path) -> Report:
        """Grades a project; nothing is stored."""
        token = object()
        with self._changed:
            self._making.add(token)
        try:
            return grade(GradeRequest(project=project), _Listener(lambda: self._made(token)))
        finally:
            self._made(token)

    def settle(self) -> None:
        """Waits until no grade is just making its containers, before the process ends.

        The reaper removes what is there when the process has ended; a container that a slow engine makes
        only later would stay.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._making, SETTLE_SECONDS)

    def _made(self, token: object) -> None:
        with self._changed:
            self._making.discard(token)
            self._changed.notify_all()


class _Listener:
    """Looks out for the moment when all containers are there."""

    def __init__(self, made: Callable[[], None]) -> None:
        self._made = made

    def phase(self, phase: Phase, detail: str = "") -> None:
        del detail
        if phase is Phase.BOOT:
            self._made()

    def collected(self, checks: tuple[CheckInfo, ...]) -> None:
        """Not of interest."""

    def check(self, result: CheckResult) -> None:
        """Not of interest."""
