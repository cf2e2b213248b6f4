"""The program: what it is as a process of its own, before anything else is imported."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from roadmap_lab import interrupt

if TYPE_CHECKING:
    from roadmap_lab.grading.opening import Opening

INTERRUPTED = 130
_SWITCH_SECONDS = 0.0005
_WITH_VALUES = {"--check", "--junit", "--seed"}  # options of `grade` that a word of their own follows


def program() -> None:
    """Runs the command line as this process's own program.

    After an interrupt it ends at once: CPython would end by SIGINT instead of an exit code when the interrupt
    fell into code that is made at run time (as dataclasses are), and would wait for threads that wait.
    """
    gc.disable()  # a short run; collections would only slow its imports down
    interrupt.catch()
    try:
        with _ahead(sys.argv[1:]) or nullcontext() as opening:
            from roadmap_lab.cli.main import main  # noqa: PLC0415  # it takes time: see below

            main(opening=opening)
    except (KeyboardInterrupt, Exception):  # before anybody was there to say so
        if not interrupt.came():
            raise
        _say_interrupted()
        os._exit(INTERRUPTED)
    except SystemExit as end:
        interrupt.ignore()  # it is over
        if end.code != INTERRUPTED:
            raise
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(INTERRUPTED)


def _say_interrupted() -> None:
    interrupt.ignore()
    with suppress(Exception):  # what was interrupted in the middle of its import may be missing
        from roadmap_lab.cli.session import Session  # noqa: PLC0415

        session = Session()
        session.command = sys.argv[1] if len(sys.argv) > 1 else ""
        session.json = "--json" in sys.argv
        session.interrupted()


def _ahead(words: list[str]) -> Opening | None:
    """Begins a grade before its words are read: its first containers start while all else is imported."""
    if words[:1] != ["grade"] or {"-h", "--help"} & set(words):
        return None
    from roadmap_lab.grading.opening import Opening  # noqa: PLC0415  # for a grade alone

    sys.setswitchinterval(_SWITCH_SECONDS)  # the threads that speak to the engine are not to wait for imports
    folder = ""
    with suppress(OSError):  # where we are has been removed, say; that is told when the project is read
        folder = os.path.realpath(_folder(words[1:]))
    return Opening(keep="--keep" in words, folder=folder)


def _folder(words: list[str]) -> str:
    """The folder that is probably meant: a wrong guess costs time, and nothing else."""
    before = ""
    for word in words:
        if not word.startswith("-") and before not in _WITH_VALUES:
            return word
        before = word
    return "."


if __name__ == "__main__":
    program()
