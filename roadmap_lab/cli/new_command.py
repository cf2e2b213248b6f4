"""`roadmap-lab new`: scaffold a project."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.catalog.exercises import Exercise


@click.command("new")
@click.argument("exercise", required=False)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--stack",
    help="Language and framework, such as express or go; or docker, for any language by your own Dockerfile.",
)
@click.option(
    "--defaults", is_flag=True, help="Never ask: DIR is named like the exercise, the stack is its first."
)
@json_option
def command(
    session: Session, exercise: str | None, folder: Path | None, stack: str | None, defaults: bool
) -> None:
    """Scaffold a project for EXERCISE in DIR (default: a folder of that name here)."""
    from roadmap_lab.catalog.exercises import load_exercise  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.catalog.stack_definitions import stack_of  # noqa: PLC0415
    from roadmap_lab.project.scaffold import check_folder, scaffold  # noqa: PLC0415

    asks = sys.stdin.isatty() and not defaults and not session.json
    chosen = load_exercise(exercise or _ask_exercise(asks))
    target = folder or _ask_folder(chosen, asks=asks)
    check_folder(target.absolute())
    definition = stack_of(chosen, stack or _ask_stack(chosen, asks=asks, defaults=defaults))
    scaffold(chosen, definition, target)

    def render(console: Console) -> None:
        console.print(f"{chosen.manifest.title} in {definition.title}: {target}", style="bold")
        console.print("\nNext:")
        if target.resolve() != Path.cwd():
            console.print(f"  cd {os.path.relpath(target)}")
        console.print("  read README.md: what to build, and how to run it")
        console.print("  roadmap-lab grade")

    session.emit(
        {
            "exercise": chosen.id,
            "exercise_version": chosen.manifest.version,
            "stack": definition.id,
            "folder": str(target.absolute()),
        },
        render,
    )


def _ask_exercise(asks: bool) -> str:
    from roadmap_lab.catalog.exercises import load_exercises  # noqa: PLC0415

    exercises = load_exercises()
    if not asks:
        names = ", ".join(one.id for one in exercises)
        raise click.UsageError(f"say which exercise: {names}")
    for one in exercises:
        click.echo(f"  {one.id:<16} {one.manifest.summary}", err=True)
    answer: str = click.prompt("Which exercise", type=click.Choice([one.id for one in exercises]), err=True)
    return answer


def _ask_folder(exercise: Exercise, *, asks: bool) -> Path:
    return Path(click.prompt("Which folder", default=exercise.id, err=True) if asks else exercise.id)


def _ask_stack(exercise: Exercise, *, asks: bool, defaults: bool) -> str:
    if defaults:
        return exercise.stacks[0]
    from roadmap_lab.catalog.stack_definitions import stacks_of  # noqa: PLC0415

    stacks = stacks_of(exercise)
    if not asks:
        raise click.UsageError(f"say which stack: --stack {'|'.join(stacks)} (or --defaults)")
    answer: str = click.prompt("Which stack", type=click.Choice(stacks), default=stacks[0], err=True)
    return answer
