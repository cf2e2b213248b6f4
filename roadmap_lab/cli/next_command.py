"""`roadmap-lab next`: what to do next, and why."""

from __future__ import annotations

import click

from roadmap_lab.cli.session import Session, json_option


@click.command("next")
@json_option
def command(session: Session) -> None:
    """Say what to do next, and why."""
    from roadmap_lab.catalog.exercises import load_exercises  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.overview import exercise_progress, suggest  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        found = suggest(tuple(exercise_progress(store, one) for one in load_exercises()))
    if found is None:
        session.emit(
            {"exercise": None}, lambda console: console.print("You have passed every exercise there is.")
        )
        return
    manifest = found.exercise.manifest

    def render(console: object) -> None:
        del console
        session.console.print(f"{manifest.title}: {manifest.summary}", style="bold")
        session.console.print(f"Because {found.reason}.")
        session.console.print(f"\nroadmap-lab new {manifest.id}   (about {manifest.minutes} minutes)")

    session.emit({"exercise": manifest.id, "reason": found.reason, "minutes": manifest.minutes}, render)
