"""`roadmap-lab roadmap tick`: tick a checklist once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.checklists.learner_file import TickedFile


@click.command("tick")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--accept", is_flag=True, help="Tick also the items whose match is unsure.")
@json_option
def command(session: Session, file: Path, dry_run: bool, accept: bool) -> None:
    """Tick the boxes of the checklist FILE whose skills are proven. Nothing else in the file changes."""
    from roadmap_lab.checklists.learner_file import tick_file  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.checklists.matching import match_data  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.progress.standing import proven  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        result = tick_file(file, proven(store), accept_unsure=accept, dry_run=dry_run)
    data = {
        "file": safe_line(str(result.file.path)),
        "dry_run": dry_run,
        "ticked": [match_data(match) for match in result.ticked],
        "unsure": [match_data(match) for match in result.unsure],
        "by_hand": [match_data(match) for match in result.by_hand],
        "diff": result.diff,
    }
    session.emit(data, lambda console: _render(console, result, file, dry_run=dry_run))


def _render(console: Console, result: TickedFile, named: Path, *, dry_run: bool) -> None:
    from roadmap_lab.cli.roadmap.view import print_diff, print_lines  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    name = safe_line(str(named))
    count = len(result.ticked)
    boxes = f"{count} box{'' if count == 1 else 'es'}"
    if dry_run and count:
        print_diff(console, result.diff)
        console.print(f"\n{boxes} would be ticked; nothing was changed", style="bold")
    elif count:
        console.print(f"Ticked {boxes} in {name}:", style="bold")
        print_lines(console, result.ticked, "✓", "green")
    elif not result.file.boxes:
        console.print(f"{name} has no boxes to tick: write an item as `- [ ] item` to give it one.")
    else:
        console.print(f"Nothing to tick: no open box of {name} is proven.")
    if result.by_hand:
        count = len(result.by_hand)
        console.print(f"{count} more {'is' if count == 1 else 'are'} ticked by you, not by a grade")
    if result.unsure:
        console.print("\nLeft alone, for it is not sure what they mean:", style="yellow")
        print_lines(console, result.unsure, "?", "yellow")
        line = result.unsure[0].item.line
        console.print(
            f"Settle one for good: roadmap-lab roadmap link {name}:{line} SKILL   (or tick all: --accept)"
        )
