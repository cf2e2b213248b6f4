"""`roadmap-lab adopt`: make a project of a folder that is there already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console


@click.command("adopt")
@click.argument("exercise")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--stack", default="docker", show_default=True, help="What it is written in.")
@json_option
def command(session: Session, exercise: str, folder: Path, stack: str) -> None:
    """Make the folder DIR (default: here) a project for EXERCISE, to be graded as it is.

    With the stack docker its Dockerfile says how it is built and started, in any language.
    """
    from roadmap_lab.catalog.exercises import load_exercise  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.catalog.stack_definitions import stack_of  # noqa: PLC0415
    from roadmap_lab.project.adoption import adopt, lacking  # noqa: PLC0415

    chosen = load_exercise(exercise)
    definition = stack_of(chosen, stack)
    adopt(chosen, definition, folder)
    missing = lacking(chosen, definition, folder)

    def render(console: Console) -> None:
        console.print(f"{folder} is a project for {chosen.id} now.", style="bold")
        console.print("\nNext:")
        for name, why in missing.items():
            console.print(f"  write {name}: {why}")
        console.print(f"  roadmap-lab show {chosen.id}   (what to build)")
        console.print("  roadmap-lab grade")

    session.emit(
        {
            "exercise": chosen.id,
            "exercise_version": chosen.manifest.version,
            "stack": definition.id,
            "folder": str(folder.absolute()),
            "missing": list(missing),
        },
        render,
    )
