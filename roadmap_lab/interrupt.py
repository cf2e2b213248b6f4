"""An interrupt by the user: raised wherever the main thread is, and remembered.

Code that is interrupted in its middle, such as the import of a module in C, may make another error of it.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_came: list[int] = []


def catch() -> None:
    """Makes interrupts of both signals, but for those that whoever started us ignores."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def ignore() -> None:
    """Lets nothing be interrupted any more."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def came() -> bool:
    """Whether there was an interrupt."""
    return bool(_came)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _came.append(number)
    raise KeyboardInterrupt
