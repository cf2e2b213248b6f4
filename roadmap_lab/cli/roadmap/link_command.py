"""`roadmap-lab roadmap link`: what an item means, settled by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.checklists.matching import Match


@click.command("link")
@click.argument("place", metavar="FILE:LINE")
@click.argument("skills", metavar="[SKILL]...", nargs=-1)
@click.option("--none", "nothing", is_flag=True, help="The item means no skill: never tick it.")
@click.option("--forget", is_flag=True, help="Take back what was settled.")
@json_option
def command(session: Session, place: str, skills: tuple[str, ...], nothing: bool, forget: bool) -> None:
    """Settle for good that the item on a line of a checklist means SKILL, or several skills together.

    The link is kept in a file beside the checklist (.NAME.roadmap-lab.json); the checklist stays untouched.
    """
    from roadmap_lab.checklists.learner_file import link_item, unlink_item  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.checklists.matching import match_data  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.errors import UsageError  # noqa: PLC0415

    if (bool(skills), nothing, forget).count(True) != 1:
        raise UsageError(
            "name the skills that the item means, or --none, or --forget",
            f"for example: roadmap-lab roadmap link {place} crud-routes",
        )
    path, line = _parsed(place)
    matches = unlink_item(path, line) if forget else link_item(path, line, skills)
    data = {"file": safe_line(str(path.resolve())), "items": [match_data(match) for match in matches]}
    session.emit(data, lambda console: _render(console, matches))


def _parsed(place: str) -> tuple[Path, int]:
    from roadmap_lab.errors import UsageError  # noqa: PLC0415

    name, _, line = place.rpartition(":")
    if not name or not (line.isascii() and line.isdigit()) or len(line) > 9:  # noqa: PLR2004  # digits
        raise UsageError(
            f"{place!r} names no line of a file", "write FILE:LINE, as roadmap.md:12; `match` shows the lines"
        )
    return Path(name), int(line)


def _render(console: Console, matches: tuple[Match, ...]) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    for match in matches:
        means = ", ".join(match.skills) or "no skill"
        line = Text(f"line {match.item.line}  ", style="bright_black")
        line.append(safe_line(match.item.text), style="default")
        console.print(line.append(f"  →  {means}", style="green").append(f"  ({match.why})", "bright_black"))
    if len(matches) > 1:
        console.print("They have the same words below the same heading, so they mean the same.")
