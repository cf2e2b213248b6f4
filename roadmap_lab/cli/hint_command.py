"""`roadmap-lab hint`: a little more about a failed check, each time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.safe_text import safe_line
from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.grading.report import CheckResult, Report


@click.command("hint")
@click.argument("check", required=False)
@json_option
def command(session: Session, check: str | None) -> None:
    """Say more about CHECK, or about the first check that failed in the last grade; each call adds a hint."""
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415  # keeps --help fast

    with open_store() as store:
        report = store.last_report(_exercise_here())
        if report is None:
            session.emit(
                {"hints": []}, lambda console: console.print("Nothing was checked yet: roadmap-lab grade")
            )
            return
        result = _choose(report, check)
        if result is None:
            session.emit({"hints": []}, lambda console: console.print("In the last grade no check failed."))
            return
        hints = result.check.hints
        shown = store.reveal_hint(report.exercise, result.check.id, len(hints))
    data = {
        "exercise": report.exercise,
        "check": result.check.id,
        "title": result.check.title,
        "hints": list(hints[:shown]),
        "available": len(hints),
    }
    session.emit(data, lambda console: _render(console, report, result, shown))


def _exercise_here() -> str | None:
    """The exercise of the project in this folder, so that its last grade is meant; None elsewhere."""
    from roadmap_lab.project.answers import ANSWERS_FILE, read_answers  # noqa: PLC0415

    here = Path.cwd()
    return read_answers(here).exercise if (here / ANSWERS_FILE).exists() else None


def _choose(report: Report, check: str | None) -> CheckResult | None:
    from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415
    from roadmap_lab.errors import UsageError  # noqa: PLC0415
    from roadmap_lab.grading.events import Outcome  # noqa: PLC0415

    failed = [result for result in report.results if result.outcome is Outcome.FAILED]
    if check is None:
        return failed[0] if failed else None
    for result in report.results:
        if result.check.id == check:
            return result
    known = tuple(result.check.id for result in (failed or report.results))
    raise UsageError(
        f"the last grade of {report.exercise} had no check {check!r}", near_matches(check, known)
    )


def _render(console: Console, report: Report, result: CheckResult, shown: int) -> None:
    from rich.text import Text  # noqa: PLC0415

    hints = result.check.hints
    console.print(Text(safe_line(result.check.title), style="bold"))
    console.print(f"{report.exercise}, check {result.check.id}: {result.outcome.value} in the last grade\n")
    for number, hint in enumerate(hints[:shown], start=1):
        console.print(f"  {number}. {safe_line(hint)}")
    console.print()
    if shown < len(hints):
        console.print(f"{len(hints) - shown} more: call it again", style="bright_black")
    else:
        console.print(
            "That was the last hint; the brief in README.md says all that is checked.", style="bright_black"
        )
