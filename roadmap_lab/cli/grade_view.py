"""A grade as a person sees it: live while it runs, then the failures, then what it was good for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from roadmap_lab.cli.safe_text import safe_block, safe_line
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import CheckResult, Phase, Report, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status
    from rich.text import Text

    from roadmap_lab.catalog.skills import Skill
    from roadmap_lab.cli.session import Session
    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.progress.exercise_progress import Suggestion
    from roadmap_lab.progress.tracking import TrackedOutcome

_MARKS = {
    Outcome.PASSED: ("✓", "green"),
    Outcome.FAILED: ("✗", "red"),
    Outcome.ERROR: ("!", "yellow"),
    Outcome.SKIPPED: ("-", "bright_black"),
}
_PHASES = {
    Phase.IMAGES: "building images (once)",
    Phase.DEPENDENCIES: "installing your packages (once for each change of them)",
    Phase.BUILD: "building your project",
    Phase.BOOT: "starting your server",
    Phase.CHECKS: "checking",
}
_INDENT = "    "
_LABEL_WIDTH = 10


def _text(content: str, style: str = "") -> Text:
    # Rich is imported when the containers are starting already: that time costs nobody anything.
    from rich.text import Text  # noqa: PLC0415

    return Text(content, style=style)


class SilentListener:
    """Shows nothing of a grade while it runs."""

    def phase(self, phase: Phase, detail: str = "") -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""

    def collected(self, checks: tuple[CheckInfo, ...]) -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""

    def check(self, result: CheckResult) -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""

    def close(self) -> None:
        """There is nothing to leave."""


class GradeView:
    """Shows a grade while it runs: the phase on a terminal's last line, each check as it ends."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._status: Status | None = None
        self._phase: Phase | None = None

    def phase(self, phase: Phase, detail: str = "") -> None:
        """Shows a phase; where there is no terminal, just its beginning, and only if it may take long."""
        if phase is Phase.BOOT and not sys.stdout.isatty():
            return  # nothing to show, and no time for the imports that showing takes
        words = _PHASES[phase]
        console = self._session.console
        if not console.is_terminal:
            if phase is not self._phase and phase in {Phase.IMAGES, Phase.DEPENDENCIES, Phase.BUILD}:
                console.print(f"{words} ...")
            self._phase = phase
            return
        text = _text(words)
        if detail:
            text.append(f"  {safe_line(detail, 90)}", style="bright_black")
            text.truncate(max(20, console.width - 4))
        if phase is Phase.CHECKS:
            self._stop()  # the checks speak for themselves
        elif self._status is None:
            self._status = console.status(text)
            self._status.start()
        else:
            self._status.update(text)
        self._phase = phase

    def collected(self, checks: tuple[CheckInfo, ...]) -> None:
        """Takes note of nothing: each check is shown when it ends."""

    def check(self, result: CheckResult) -> None:
        """Shows one check."""
        self._stop()
        mark, style = _MARKS[result.outcome]
        line = _text(f"  {mark} ", style=style)
        line.append(
            safe_line(result.check.title), style="" if result.outcome is not Outcome.SKIPPED else style
        )
        self._session.console.print(line)

    def close(self) -> None:
        """Leaves the terminal as it was."""
        self._stop()

    def _stop(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None


def render_report(
    console: Console,
    report: Report,
    ticked: tuple[Skill, ...],
    checklists: tuple[TrackedOutcome, ...],
    following: Suggestion | None,
) -> None:
    """Prints the end of a grade: failures first, then the summary."""
    for result in report.results:
        if result.outcome is Outcome.FAILED:
            _render_failure(console, result)
    _render_trouble(console, report)
    console.print()
    _render_summary(console, report)
    if ticked:
        console.print()
        console.print("Ticked:", style="bold")
        for skill in ticked:
            console.print(_text("  ✓ ", style="green").append(skill.title))
    if checklists:
        from roadmap_lab.cli.roadmap.view import print_outcome  # noqa: PLC0415

        for outcome in checklists:
            print_outcome(console, outcome)
    if following is not None:
        console.print(f"\nNext: roadmap-lab new {following.exercise.id}   ({following.reason})")
    if report.swept:
        names = ", ".join(safe_line(name) for name in report.swept)
        console.print(f"\nRemoved, for a grade that was killed had left them: {names}")
    if report.kept:
        console.print(f"\nThe containers were left: docker exec -it {report.kept[-1]} sh")
        console.print(
            f"Remove them with: docker rm -f {' '.join(report.kept)}   (or roadmap-lab doctor --fix)"
        )


def _render_failure(console: Console, result: CheckResult) -> None:
    console.print()
    console.print(_text("✗ ", style="bold red").append(safe_line(result.check.title), style="bold"))
    evidence = result.evidence
    if evidence is not None:
        if evidence.earlier:
            _field(console, "before", "; ".join(evidence.earlier))
        if evidence.request:
            _field(console, "request", evidence.request)
        _field(console, "expected", evidence.expected)
        _field(console, "came", evidence.actual)
    if result.check.hints:
        _field(console, "hint", result.check.hints[0], "cyan")
    if len(result.check.hints) > 1:
        _field(console, "", f"roadmap-lab hint {result.check.id} says more", "bright_black")


def _field(console: Console, label: str, value: str, style: str = "") -> None:
    lines = safe_block(value, 3000).splitlines() or [""]
    for index, line in enumerate(lines):
        head = f"{_INDENT}{label if index == 0 else '':<{_LABEL_WIDTH}}"
        console.print(_text(head, style="bright_black").append(line, style=style))


def _render_trouble(console: Console, report: Report) -> None:
    trouble = report.trouble
    if trouble is None:
        return
    console.print()
    console.print(_text("✗ ", style="bold red").append(safe_line(trouble.message), style="bold"))
    if trouble.hint:
        _field(console, "hint", trouble.hint, "cyan")
    if trouble.output.strip():
        label = "what it says:" if report.verdict is Verdict.NOT_BUILT else "its last lines:"
        console.print(f"{_INDENT}{label}", style="bright_black")
        for line in safe_block(trouble.output).rstrip().splitlines():
            console.print(_text(f"{_INDENT}│ ", style="bright_black").append(line))


def _render_summary(console: Console, report: Report) -> None:
    total = len(report.results)
    took = f"in {report.seconds:.1f} s"
    again = f"same inputs again: --seed {report.seed}"
    match report.verdict:
        case Verdict.PASSED:
            console.print(f"Passed: all {total} checks {took}", style="bold green")
        case Verdict.PARTIAL:
            console.print(f"Passed: the {total} checks that you asked for, {took}", style="bold green")
            console.print("Skills are ticked by a grade of all the checks.")
        case Verdict.ERROR:
            count = report.count(Outcome.ERROR)
            console.print(
                f"No verdict: {count} of {total} checks broke by our fault, not yours", style="bold yellow"
            )
            console.print("Please report it with the log file; nothing was ticked or unticked.")
        case Verdict.FAILED:
            _render_counts(console, report, took)
            console.print(again, style="bright_black")
        case Verdict.NOT_BUILT | Verdict.CRASHED | Verdict.NOT_LISTENING:
            console.print(f"Not checked: {_UNCHECKED[report.verdict]}", style="bold red")


_UNCHECKED = {
    Verdict.NOT_BUILT: "the project did not build",
    Verdict.CRASHED: "the server crashed on start",
    Verdict.NOT_LISTENING: "the server never listened on PORT",
}


def _render_counts(console: Console, report: Report, took: str) -> None:
    failed, total = report.count(Outcome.FAILED), len(report.results)
    parts = [f"{report.count(Outcome.PASSED)} passed"]
    if report.count(Outcome.SKIPPED):
        parts.append(f"{report.count(Outcome.SKIPPED)} wait for them")
    if report.count(Outcome.ERROR):
        parts.append(f"{report.count(Outcome.ERROR)} broke by our fault")
    console.print(f"Failed: {failed} of {total} checks ({', '.join(parts)}) {took}", style="bold red")
