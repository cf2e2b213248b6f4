"""`roadmap-lab list`: the exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.progress.exercise_progress import ExerciseProgress


@click.command("list")
@json_option
def command(session: Session) -> None:
    """List the exercises, in an order in which they can be done."""
    from roadmap_lab.catalog.exercises import load_exercises  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.exercise_progress import exercise_progress  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        rows = [exercise_progress(store, one) for one in load_exercises()]
    data = {"exercises": [exercise_data(row) for row in rows]}
    session.emit(data, lambda console: _render(console, rows))


def exercise_data(row: ExerciseProgress) -> dict[str, object]:
    """An exercise with its progress, for the envelope."""
    from roadmap_lab.catalog.stack_definitions import stacks_of  # noqa: PLC0415

    manifest = row.exercise.manifest
    return {
        "id": manifest.id,
        "version": manifest.version,
        "title": manifest.title,
        "summary": manifest.summary,
        "minutes": manifest.minutes,
        "after": list(manifest.after),
        "stacks": list(stacks_of(row.exercise)),
        "stacks_passed": list(row.stacks_passed),
        "passed": row.passed,
        "total": row.total,
        "attempts": row.attempts,
    }


def state_mark(row: ExerciseProgress) -> tuple[str, str]:
    """The mark of an exercise's state, and its colour."""
    if row.is_passed:
        return "✓", "green"
    return ("…", "yellow") if row.attempts else ("·", "bright_black")


def _render(console: Console, rows: list[ExerciseProgress]) -> None:
    from rich.table import Table  # noqa: PLC0415

    from roadmap_lab.catalog.stack_definitions import stacks_of  # noqa: PLC0415

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for column in ("mark", "id", "summary"):
        table.add_column(column, no_wrap=column != "summary")
    most = max((stacks_of(row.exercise) for row in rows), key=len, default=())
    for row in rows:
        mark, style = state_mark(row)
        manifest = row.exercise.manifest
        table.add_row(f"[{style}]{mark}[/]", f"[bold]{manifest.id}[/]", manifest.summary)
        stacks = stacks_of(row.exercise)
        few = "" if stacks == most else f" · in {', '.join(stacks)}"
        table.add_row("", "", f"[bright_black]about {manifest.minutes} minutes{few}[/]")
    console.print(table, soft_wrap=False, markup=True)
    console.print(f"\nStacks: {', '.join(most)} (docker is any language, by your own Dockerfile)")
    console.print("\nroadmap-lab show EXERCISE says more; roadmap-lab new EXERCISE begins.")
