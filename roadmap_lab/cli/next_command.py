"""`roadmap-lab next`: what to do next, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.progress.next_step import NextStep

_SHOWN = 6


@click.command("next")
@click.option("--roadmap", "name", metavar="NAME", help="Go by this roadmap.")
@json_option
def command(session: Session, name: str | None) -> None:
    """Say what to do next, and why."""
    from roadmap_lab.progress.next_step import next_step  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        step = next_step(store, name)
    if step is None:
        nothing = (
            f"Nothing on {name} can be done now: what is open waits for exercises that are planned."
            if name
            else "You have passed every exercise there is."
            "\nA roadmap may ask for one in another stack: roadmap-lab next --roadmap NAME"
        )
        session.emit(
            {"exercise": None, "roadmap": name, "item": None}, lambda console: console.print(nothing)
        )
        return
    session.emit(_data(step), lambda console: _render(console, step, by_roadmap=name is not None))


def _data(step: NextStep) -> dict[str, object]:
    from roadmap_lab.progress.roadmap_data import item_data  # noqa: PLC0415

    return {
        "exercise": step.exercise.id,
        "reason": step.reason,
        "minutes": step.exercise.manifest.minutes,
        "stacks": list(step.stacks),
        "roadmap": step.roadmap,
        "item": item_data(step.item) if step.item else None,
        "counts_for": [
            {"roadmap": roadmap, "id": one.item.id, "title": one.item.title}
            for roadmap, one in step.counts_for
        ],
    }


def _render(console: Console, step: NextStep, *, by_roadmap: bool) -> None:
    from rich.text import Text  # noqa: PLC0415

    manifest = step.exercise.manifest
    if by_roadmap and step.item:
        console.print(f"{step.item.section.heading}: {step.item.item.title}", style="bold")
        console.print(f"By the exercise {manifest.id}: {manifest.summary}")
    else:
        console.print(f"{manifest.title}: {manifest.summary}", style="bold")
    console.print(f"Because {step.reason}.")
    if step.counts_for:
        console.print("\nIt counts for:")
    for roadmap, one in step.counts_for[:_SHOWN]:
        console.print(Text(f"  {roadmap:<14} ", style="bright_black").append(one.item.title, style="default"))
    if len(step.counts_for) > _SHOWN:
        console.print(f"  and {len(step.counts_for) - _SHOWN} more", style="bright_black")
    stack = f" --stack {'|'.join(step.stacks)}" if step.stacks else ""
    console.print(f"\nroadmap-lab new {manifest.id}{stack}   (about {manifest.minutes} minutes)")
