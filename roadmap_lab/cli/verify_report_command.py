"""`roadmap-lab verify-report`: is a report what a grade has said?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.safe_text import safe_line
from roadmap_lab.cli.session import SCHEMA, Session, json_option
from roadmap_lab.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.grading.report import Report
    from roadmap_lab.grading.verification import Finding

_MARKS = {True: "✓", False: "✗", None: "·"}


@click.command("verify-report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replay",
    "project",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Grade the project in DIR again, with the same seed, and compare.",
)
@json_option
def command(session: Session, file: Path, project: Path | None) -> int:
    """Recompute the digest chain of the report in FILE (from `grade --json`), and say what does not fit."""
    from roadmap_lab.grading.verification import look_at, read_report  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    report = read_report(file, SCHEMA)
    with open_store() as store:
        findings = list(look_at(report, store.report_of(report.grade_id)))
    if project is not None:
        findings += _replay(session, report, project)
    fits = all(one.right is not False for one in findings)
    data = {
        "fits": fits,
        "exercise": safe_line(report.exercise),
        "verdict": report.verdict.value,
        "digest": report.chain[-1].digest if report.chain else None,
        "findings": [
            {"topic": one.topic, "right": one.right, "message": safe_line(one.message)} for one in findings
        ],
    }
    session.emit(data, lambda console: _render(console, report, findings, fits=fits), ok=fits)
    return ExitCode.PASSED if fits else ExitCode.CHECKS_FAILED


def _replay(session: Session, report: Report, project: Path) -> list[Finding]:
    from roadmap_lab.cli.grade_view import GradeView, SilentListener  # noqa: PLC0415  # as above
    from roadmap_lab.grading.grade import GradeRequest, grade  # noqa: PLC0415
    from roadmap_lab.grading.report import Verdict  # noqa: PLC0415
    from roadmap_lab.grading.verification import compare  # noqa: PLC0415

    only = tuple(one.check.id for one in report.results) if report.verdict is Verdict.PARTIAL else ()
    view = SilentListener() if session.json else GradeView(session)
    try:
        again = grade(GradeRequest(project=project, only=only, seed=report.seed), view)
    finally:
        view.close()
    return list(compare(report, again))


def _render(console: Console, report: Report, findings: list[Finding], *, fits: bool) -> None:
    for one in findings:
        console.print(f"{_MARKS[one.right]} {one.topic:<10} {safe_line(one.message)}")
    what = f"{safe_line(report.exercise)} ({safe_line(report.stack)}), {report.verdict.value}"
    console.print(f"\n{'Fits' if fits else 'Does not fit'}: {what}, {safe_line(report.started_at)}")
