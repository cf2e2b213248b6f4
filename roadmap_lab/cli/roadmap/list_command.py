"""`roadmap-lab roadmap list`: the roadmaps, and the learner's own checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from roadmap_lab.progress.roadmap_state import RoadmapStatus


@click.command("list")
@json_option
def command(session: Session) -> None:
    """List the roadmaps with how far you are, and the checklists that are tracked."""
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.progress.roadmap_data import totals_data  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.standing import read_standing, roadmap_statuses  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        statuses = roadmap_statuses(read_standing(store))
        tracked = [one.path for one in store.tracked()]
    data = {
        "roadmaps": [
            {
                "name": one.roadmap.name,
                "title": one.roadmap.title,
                "summary": one.roadmap.summary,
                "totals": totals_data(one.totals),
            }
            for one in statuses
        ],
        "tracked": [{"file": safe_line(str(path)), "found": path.is_file()} for path in tracked],
    }
    session.emit(data, lambda console: _render(console, statuses, tracked))


def _render(console: Console, statuses: tuple[RoadmapStatus, ...], tracked: list[Path]) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.roadmap.view import roadmap_line  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    for one in statuses:
        console.print(roadmap_line(one))
        console.print(Text(f"  {one.roadmap.title}: {one.roadmap.summary}", style="bright_black"))
    if tracked:
        console.print("\nYour checklists, ticked by each passing grade", style="bold")
    for path in tracked:
        missing = "" if path.is_file() else "   (not there now)"
        console.print(Text(f"  {safe_line(str(path))}").append(missing, style="yellow"))
    console.print("\nroadmap-lab roadmap show NAME shows the items of one.")
    if not tracked:
        console.print("roadmap-lab roadmap track FILE ticks a Markdown checklist of your own.")
