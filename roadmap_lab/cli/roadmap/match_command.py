"""`roadmap-lab roadmap match`: what the items of a checklist mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from roadmap_lab.checklists.learner_file import LearnerFile
    from roadmap_lab.checklists.matching import Match


@click.command("match")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(session: Session, file: Path) -> None:
    """Say which skills the items of the Markdown checklist FILE mean, how sure that is, and why."""
    from roadmap_lab.checklists.learner_file import open_checklist  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.checklists.matching import match_data  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    found = open_checklist(file)
    data = {
        "file": safe_line(str(found.path)),
        "boxes": found.boxes,
        "items": [match_data(match) for match in found.matches],
    }
    session.emit(data, lambda console: _render(console, found, file))


def _render(console: Console, found: LearnerFile, named: Path) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.roadmap.view import file_words  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    name = safe_line(str(named))
    sure = [match for match in found.matches if match.tick]
    unsure = [match for match in found.matches if match.skills and not match.tick]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("item", ratio=1)
    table.add_column("skills", ratio=1)
    for match in found.matches:
        table.add_row(
            Text(str(match.item.line), style="bright_black"), safe_line(match.item.text), _meaning(match)
        )
    console.print(table, soft_wrap=False)
    none = len(found.matches) - len(sure) - len(unsure)
    console.print(
        f"\n{file_words(found)}: {len(sure)} matched, {len(unsure)} unsure, {none} without a skill here",
        style="bold",
    )
    if unsure:
        line = unsure[0].item.line
        console.print(f"Settle an unsure one: roadmap-lab roadmap link {name}:{line} SKILL")
    if sure and found.boxes:
        console.print(f"Have the boxes ticked by each passing grade: roadmap-lab roadmap track {name}")


def _meaning(match: Match) -> Text:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    if match.tick:
        return Text(", ".join(match.skills), style="green")
    if not match.skills:
        return Text("no skill", style="bright_black")
    doubt = f"{', '.join(match.skills)}?  {match.confidence:.0%} sure: {match.why}"
    return Text(safe_line(doubt), style="yellow")
