"""How roadmaps and matches look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from roadmap_lab.cli.safe_text import safe_line
from roadmap_lab.progress.roadmap_state import ItemState, ItemStatus, RoadmapStatus, Totals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from roadmap_lab.checklists.learner_file import LearnerFile
    from roadmap_lab.checklists.matching import Match
    from roadmap_lab.progress.tracking import TrackedOutcome

BAR_WIDTH = 24
MARKS = {
    ItemState.PROVEN: ("✓", "green"),
    ItemState.SELF_MARKED: ("✓", "cyan"),
    ItemState.IN_PROGRESS: ("…", "yellow"),
    ItemState.READY: ("○", "default"),
    ItemState.PLANNED: ("·", "bright_black"),
}
LEGEND = (
    (ItemState.PROVEN, "proven"),
    (ItemState.SELF_MARKED, "ticked by you"),
    (ItemState.IN_PROGRESS, "in progress"),
    (ItemState.READY, "ready"),
    (ItemState.PLANNED, "planned"),
)


def bar(totals: Totals) -> Text:
    """Done in green, in progress in yellow, open in grey; full only when all is done."""
    done = BAR_WIDTH * totals.done // totals.total if totals.total else 0
    begun = min(-(-BAR_WIDTH * totals.in_progress // totals.total), BAR_WIDTH - done) if totals.total else 0
    return (
        Text("█" * done, style="green")
        .append("▒" * begun, style="yellow")
        .append("░" * (BAR_WIDTH - done - begun), style="bright_black")
    )


def roadmap_line(status: RoadmapStatus) -> Text:
    """A roadmap's name, its bar and its numbers, in one line."""
    totals = status.totals
    line = Text(f"{status.roadmap.name:<14} ", style="bold").append_text(bar(totals))
    return line.append(f"  {totals_words(totals)}", style="default")


def totals_words(totals: Totals) -> str:
    """`3 of 76 done, 2 in progress, 71 open`."""
    by_hand = f" ({totals.self_marked} by your own tick)" if totals.self_marked else ""
    return (
        f"{totals.done} of {totals.total} done{by_hand}, {totals.in_progress} in progress, {totals.open} open"
    )


def item_words(status: ItemStatus) -> str:
    """What stands beside an item: what would prove it, or has."""
    to_do, to_come = ", ".join(status.to_do), ", ".join(status.to_come)
    rest = "; ".join(part for part in (to_do, f"planned: {to_come}" if to_come else "") if part)
    match status.state:
        case ItemState.PROVEN:
            return ", ".join(status.proven_by)
        case ItemState.SELF_MARKED:
            return f"ticked by you; to prove it: {rest}"
        case ItemState.IN_PROGRESS if status.checks.passed < status.checks.total:
            return f"{status.checks.passed} of {status.checks.total} checks; {rest}"
        case ItemState.IN_PROGRESS:
            return f"a part is done; {rest}"
        case _:
            return rest


def state_mark(status: ItemStatus) -> Text:
    """The mark of an item's state."""
    mark, style = MARKS[status.state]
    return Text(mark, style=style)


def legend() -> Text:
    """What the marks mean, in one line."""
    line = Text()
    for state, words in LEGEND:
        mark, style = MARKS[state]
        line.append(f"{'   ' if line else ''}{mark} ", style=style).append(words, style="bright_black")
    return line


def print_lines(console: Console, matches: Iterable[Match], mark: str, style: str) -> None:
    """Items of a checklist, one a line: where they stand, and what they say."""
    for match in matches:
        line = Text(f"  {mark} ", style=style).append(f"line {match.item.line:<4} ", style="bright_black")
        console.print(line.append(safe_line(match.item.text), style="default"))


def file_words(file: LearnerFile) -> str:
    """`76 items, 70 with a box`."""
    items = len(file.matches)
    boxes = "all with a box" if file.boxes == items else f"{file.boxes or 'none'} with a box"
    return f"{items} item{'' if items == 1 else 's'}" + (f", {boxes}" if items else "")


def print_diff(console: Console, diff: str) -> None:
    """A unified diff, added lines in green and removed ones in red."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for number, line in enumerate(diff.splitlines()):
        style = "bold" if number < 2 else colours.get(line[:1], "default")  # noqa: PLR2004  # the two headers
        console.print(Text(safe_line(line), style=style))


def print_outcome(console: Console, outcome: TrackedOutcome) -> None:
    """What a passing grade did to a tracked checklist."""
    name = safe_line(str(outcome.path))
    if outcome.ticked is None:
        console.print(Text(f"\nNot ticked: {safe_line(outcome.warning)}", style="yellow"))
        console.print(
            "What you have proven is kept; it is ticked there the next time."
            f"   (roadmap-lab roadmap untrack {name} forgets the file)"
        )
        return
    if outcome.ticked.ticked:
        console.print(f"\nTicked in {name}:", style="bold")
        print_lines(console, outcome.ticked.ticked, "✓", "green")
    if outcome.ticked.unsure:
        console.print(f"\nUnsure, so left alone in {name}:", style="yellow")
        print_lines(console, outcome.ticked.unsure, "?", "yellow")
        line = outcome.ticked.unsure[0].item.line
        console.print(f"Settle one for good: roadmap-lab roadmap link {name}:{line} SKILL")
