"""Waiting for what has to happen, and watching that something does not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from roadmap_lab.checks.failure import CheckFailed

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def eventually(probe: Callable[[], Result], seconds: float = 5.0, every: float = 0.05) -> Result:
    """Calls the probe until it raises no `CheckFailed`.

    Returns:
        What the probe returned.

    Raises:
        CheckFailed: The probe's last one, when the time is up.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return probe()
        except CheckFailed:
            if time.monotonic() > deadline:
                raise
        time.sleep(every)


def never(probe: Callable[[], object], seconds: float = 1.0, every: float = 0.05) -> None:
    """Calls the probe again and again for that long; it raises `CheckFailed` when the thing has happened."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        probe()
        time.sleep(every)
    probe()
