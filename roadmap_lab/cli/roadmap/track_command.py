"""`roadmap-lab roadmap track`: a checklist that grades tick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.checklists.learner_file import LearnerFile


@click.command("track")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(session: Session, file: Path) -> None:
    """Remember the checklist FILE: each passing grade ticks its boxes from now on."""
    from roadmap_lab.checklists.ticking import tick  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.progress.standing import proven  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415
    from roadmap_lab.progress.tracking import track  # noqa: PLC0415

    with open_store() as store:
        found, new = track(store, file)
        waiting = len(tick(found.data, found.matches, proven(store)).ticked)
    data = {
        "file": safe_line(str(found.path)),
        "new": new,
        "items": len(found.matches),
        "boxes": found.boxes,
        "matched": sum(match.tick for match in found.matches),
        "proven_already": waiting,
    }
    session.emit(data, lambda console: _render(console, found, waiting, file))


def _render(console: Console, found: LearnerFile, waiting: int, named: Path) -> None:
    from roadmap_lab.cli.roadmap.view import file_words  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    name = safe_line(str(named))
    matched = sum(match.tick for match in found.matches)
    console.print(f"Tracked: {safe_line(str(found.path))}", style="bold")
    console.print(f"{file_words(found)}; {matched} matched (roadmap-lab roadmap match {name} shows how)")
    if not found.boxes:
        console.print(
            "It has no boxes to tick: write an item as `- [ ] item` to give it one.", style="yellow"
        )
    elif waiting:
        console.print(
            f"{waiting} open box{'es' if waiting > 1 else ''} proven already: roadmap-lab roadmap tick {name}"
        )
    else:
        console.print("The next grade that passes ticks what it proves.")
