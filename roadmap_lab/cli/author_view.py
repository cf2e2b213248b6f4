"""What exercise authors see: the steps after `new`, the problems of `lint`, the matrix of `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from roadmap_lab.cli.safe_text import safe_line

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.status import Status

    from roadmap_lab.authoring.lint import LintResult
    from roadmap_lab.authoring.new import NewExercise
    from roadmap_lab.authoring.verification import Tried, Verification
    from roadmap_lab.cli.session import Session

_REPORTED = 25  # trials between two lines, where there is no terminal to show each


def render_new(console: Console, made: NewExercise) -> None:
    """Says what was laid out, and what to write where."""
    from rich.text import Text  # noqa: PLC0415

    stacks = " and ".join(made.stacks)
    console.print(
        Text("✓ ", style="green").append(f"{made.id}: {made.title}", style="bold").append(f", in {stacks}")
    )
    console.print(
        f"{len(made.files)} files: a small example, complete. Replace it piece by piece, in this order:\n"
    )
    for number, step in enumerate(made.steps, start=1):
        console.print(Text(f"{number}. ").append(step.place, style="cyan"))
        console.print(f"   {step.what}")
    console.print(f"\nLook it through:   roadmap-lab author lint {made.id}")
    console.print(f"Grade the graders: roadmap-lab author verify {made.id}")
    console.print("docs/authoring.md goes through all of it.")


def render_lint(console: Console, result: LintResult) -> None:
    """Prints each problem with its place, and what to do."""
    from rich.text import Text  # noqa: PLC0415

    for one in result.problems:
        place = f"{one.file}:{one.line}" if one.line else one.file
        console.print(
            Text(safe_line(place), style="bold").append(f": {safe_line(one.message)}", style="default")
        )
        console.print(Text("    → ").append(safe_line(one.advice), style="cyan"))
    count, looked = len(result.problems), len(result.exercises)
    exercises = f"{looked} exercise{'' if looked == 1 else 's'}"
    if count:
        console.print(f"\n{count} problem{'' if count == 1 else 's'} in {exercises}", style="bold red")
    else:
        console.print(f"Nothing to say about {exercises}.", style="bold green")


def render_verification(console: Console, found: Verification) -> None:
    """Prints the matrix, then everything that is wrong."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.authoring.verification import matrix  # noqa: PLC0415

    if not found.exercises:
        console.print("No exercise was touched: nothing to verify.", style="bold green")
        return
    head, *rows = matrix(found)
    table = Table(box=None, padding=(0, 3, 0, 0))
    for name in head:
        table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell, style=_style(cell)) for cell in row))
    console.print(table, soft_wrap=False)
    for one in found.problems:
        console.print()
        console.print(
            Text("✗ ", style="bold red")
            .append(f"{one.exercise}, {one.what}: ", style="bold")
            .append(safe_line(one.message))
        )
        console.print(Text("    → ").append(safe_line(one.advice), style="cyan"))
    trials = len(found.tried)
    known = f", {found.cached} of them known from before" if found.cached else ""
    took = f"{trials} grades in {found.seconds:.1f} s{known}"
    console.print()
    if found.problems:
        console.print(f"{len(found.problems)} problems; {took}", style="bold red")
    else:
        console.print(f"All as it should be; {took}", style="bold green")


def _style(cell: str) -> str:
    return {"✓": "green", "✗": "bold red"}.get(cell[:1], "")


class VerifyView:
    """Shows verify while it runs: a live line on a terminal, elsewhere what is wrong as soon as it shows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._status: Status | None = None
        self._total = 0
        self._done = 0
        self._wrong = 0
        self._building = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None

    def begin(self, total: int, known: int) -> None:
        """See `roadmap_lab.authoring.verify.Progress`."""
        self._total, self._done = total, known
        if total > known:
            self._show(f"{known} of {total} known from before" if known else "starting")

    def images(self, name: str, step: str) -> None:
        """See `roadmap_lab.authoring.verify.Progress`."""
        if self._session.json:
            return
        if self._session.console.is_terminal:
            self._show(f"building the image {name}: {safe_line(step, 60)}")
        elif name != self._building:
            self._session.console.print(f"building the image {name} ...")
        self._building = name

    def tried(self, one: Tried) -> None:
        """See `roadmap_lab.authoring.verify.Progress`."""
        from rich.text import Text  # noqa: PLC0415

        self._done += 1
        problems = one.problems
        self._wrong += bool(problems)
        if self._session.json:
            return
        label = f"{one.trial.exercise}, {one.trial.label}"
        if problems:
            self._session.console.print(Text("✗ ", style="red").append(f"{label}: {safe_line(problems[0])}"))
        wrong = f", {self._wrong} wrong" if self._wrong else ""
        if not self._session.console.is_terminal and self._done % _REPORTED == 0:
            self._session.console.print(f"{self._done} of {self._total}{wrong} ...")
        self._show(f"{self._done} of {self._total}{wrong}  {label}")

    def _show(self, text: str) -> None:
        if self._session.json or not self._session.console.is_terminal:
            return
        from rich.text import Text  # noqa: PLC0415

        line = Text(text)
        line.truncate(max(20, self._session.console.width - 4))
        if self._status is None:
            self._status = self._session.console.status(line)
            self._status.start()
        else:
            self._status.update(line)
