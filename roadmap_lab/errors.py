"""The one family of errors that a user can meet, and the exit codes of the program."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process answers to the shell."""

    PASSED = 0
    CHECKS_FAILED = 1
    USAGE = 2
    ENVIRONMENT = 3
    OUR_FAULT = 4
    INTERRUPTED = 130


class RoadmapLabError(Exception):
    """Something that the user has to know: one line of what happened, one of what to do.

    Raised anywhere, caught once in `roadmap_lab.cli.main`.

    Args:
        message: What is wrong, in one line, in the user's words.
        hint: What to do about it; may be empty.
        detail: The full story, of many lines; it goes to the log file.
    """

    exit_code: ExitCode = ExitCode.OUR_FAULT

    def __init__(self, message: str, hint: str = "", *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.detail = detail


class UsageError(RoadmapLabError):
    """The command, its arguments or the project folder are not what they should be."""

    exit_code = ExitCode.USAGE


class MachineError(RoadmapLabError):
    """The machine lacks something: Docker, disk, a permission, a readable database."""

    exit_code = ExitCode.ENVIRONMENT


class InternalError(RoadmapLabError):
    """Our own fault: a broken check, a lost event, an answer of the engine that makes no sense."""

    exit_code = ExitCode.OUR_FAULT
