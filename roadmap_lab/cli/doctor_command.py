"""`roadmap-lab doctor`: what is missing, and the command that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option
from roadmap_lab.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.sandbox.diagnosis import Finding

_MARKS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red")}


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Remove what killed grades (and --keep) have left.")
@json_option
def command(session: Session, fix: bool) -> int:
    """Say what this machine lacks for grading, and the one command that mends it."""
    from roadmap_lab.sandbox.diagnosis import State, diagnose  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.sandbox.endpoint import find_endpoint  # noqa: PLC0415

    endpoint = find_endpoint()
    removed: list[str] = []
    if fix:
        from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415
        from roadmap_lab.sandbox.leftovers import find_leftovers, remove_leftovers  # noqa: PLC0415

        engine = connect(endpoint)
        leftovers = find_leftovers(engine)
        remove_leftovers(engine, leftovers)
        removed = [one.name for one in leftovers]
    findings = diagnose(endpoint)
    bad = any(one.state is State.BAD for one in findings)
    data = {
        "findings": [
            {"topic": one.topic, "state": one.state.value, "message": one.message, "command": one.command}
            for one in findings
        ],
        "removed": removed,
    }
    session.emit(data, lambda console: _render(console, findings, removed), ok=not bad)
    return ExitCode.ENVIRONMENT if bad else ExitCode.PASSED


def _render(console: Console, findings: list[Finding], removed: list[str]) -> None:
    from rich.text import Text  # noqa: PLC0415

    for name in removed:
        console.print(f"removed {name}")
    for one in findings:
        mark, style = _MARKS[one.state.value]
        console.print(
            Text(f"{mark} ", style=style).append(f"{one.topic:<10} ", "bold").append(one.message, "default")
        )
        if one.command:
            console.print(Text(f"{'':13}→ ").append(one.command, style="cyan"))
