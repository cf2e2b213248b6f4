"""One place where everything that can go wrong ends as a message and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from roadmap_lab import interrupt
from roadmap_lab.cli import command_line
from roadmap_lab.cli.session import Session
from roadmap_lab.errors import ExitCode, RoadmapLabError

if TYPE_CHECKING:
    from roadmap_lab.grading.opening import Opening

_UNREAD = 128 + 13  # what a shell says of a program that SIGPIPE has ended


def main(arguments: list[str] | None = None, opening: Opening | None = None) -> None:
    """Runs the command line and exits.

    Args:
        arguments: The words; None for those of the process.
        opening: What was begun before the words were read.
    """
    session = Session(opening)
    try:
        code = _run(arguments, session)
    except (BrokenPipeError, SystemExit):  # `roadmap-lab list | head`
        # Click and Rich make it SystemExit(1), which would say that checks have failed; nothing else exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _UNREAD
    sys.exit(code)


def _run(arguments: list[str] | None, session: Session) -> int:
    try:
        result = command_line.main(
            args=arguments, prog_name="roadmap-lab", obj=session, standalone_mode=False
        )
        return result if isinstance(result, int) else ExitCode.PASSED
    except click.exceptions.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, click.Abort):
        session.interrupted()
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        session.usage_error(error)
        return ExitCode.USAGE
    except BrokenPipeError:
        raise
    except Exception as error:
        if session.debug and not interrupt.came():
            raise
        return _told(error, session)


def _told(error: Exception, session: Session) -> int:
    """Says what has happened; the exit code."""
    if interrupt.came():  # it became another error on its way
        session.interrupted()
        return ExitCode.INTERRUPTED
    if isinstance(error, RoadmapLabError):
        session.error(error)
        return error.exit_code
    session.unexpected(error)
    return ExitCode.OUR_FAULT
