"""`roadmap-lab grade`: run the hidden checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from roadmap_lab.cli.session import Session, json_option
from roadmap_lab.errors import ExitCode, MachineError

if TYPE_CHECKING:
    from types import TracebackType

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.catalog.skills import Skill
    from roadmap_lab.cli.grade_view import GradeView, SilentListener
    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.grading.report import CheckResult, Phase, Report
    from roadmap_lab.progress.exercise_progress import Suggestion
    from roadmap_lab.progress.store import Store
    from roadmap_lab.progress.tracking import TrackedOutcome


@click.command("grade")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--check", "only", multiple=True, metavar="ID", help="Run only this check and what it needs; repeatable."
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Use the inputs of an earlier report.")
@click.option("--keep", is_flag=True, help="Leave the containers for a look.")
@click.option(
    "--junit",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write JUnit XML as well.",
)
@json_option
def command(  # noqa: PLR0917  # click passes them by name
    session: Session, folder: Path, only: tuple[str, ...], seed: int | None, keep: bool, junit: Path | None
) -> int:
    """Run the hidden checks against the project in DIR (default: here) and tick the skills it proves."""
    if junit is not None and not junit.absolute().parent.is_dir():
        raise click.UsageError(f"{junit} cannot be written: there is no folder {junit.absolute().parent}")
    from roadmap_lab.grading.grade import GradeRequest, grade  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.locations import database_path  # noqa: PLC0415
    from roadmap_lab.progress.database import check_database  # noqa: PLC0415

    request = GradeRequest(project=folder, only=only, seed=seed, keep=keep)
    check_database(database_path())
    with _Afterwards() as afterwards:
        with _LateView(session) as view:
            report = grade(request, view, afterwards.prepare, session.opening)
        afterwards.prepare()
        store = afterwards.store
        ticked = _record(session, store, report, folder)
        from roadmap_lab.grading.report import Verdict  # noqa: PLC0415  # not on the way to the containers

        following = None
        checklists: tuple[TrackedOutcome, ...] = ()
        if report.verdict is Verdict.PASSED:
            from roadmap_lab.progress.exercise_progress import exercise_progress, suggest  # noqa: PLC0415

            following = suggest(tuple(exercise_progress(store, one) for one in afterwards.exercises))
            if store.tracked():  # reading Markdown costs 0.3 s, which nobody else pays
                from roadmap_lab.progress.tracking import tick_tracked  # noqa: PLC0415

                checklists = tick_tracked(store)
        from roadmap_lab.cli.grade_view import render_report  # noqa: PLC0415

        if junit is not None:
            from roadmap_lab.cli.junit import write_junit  # noqa: PLC0415

            write_junit(report, junit)
        data = _report_data(report, ticked, following)
        data["checklists"] = [_checklist_data(one) for one in checklists]
        session.emit(
            data,
            lambda console: render_report(console, report, ticked, checklists, following),
            ok=report.verdict in {Verdict.PASSED, Verdict.PARTIAL},
        )
    return _exit_code(report)


def _record(session: Session, store: Store, report: Report, folder: Path) -> tuple[Skill, ...]:
    """Stores the report; where that fails, what was found is shown all the same."""
    try:
        return store.record(report, folder)
    except MachineError as error:
        if not session.json:
            from roadmap_lab.cli.grade_view import render_report  # noqa: PLC0415

            render_report(session.console, report, (), (), None)
        raise MachineError(f"this verdict was not stored: {error.message}", error.hint) from error


class _LateView:
    """The view of a grade, imported when there is something to show: the containers are starting by then."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._view: GradeView | SilentListener | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._view is not None:
            self._view.close()

    def phase(self, phase: Phase, detail: str = "") -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""
        self._shown().phase(phase, detail)

    def collected(self, checks: tuple[CheckInfo, ...]) -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""
        self._shown().collected(checks)

    def check(self, result: CheckResult) -> None:
        """See `roadmap_lab.grading.conduct.Listener`."""
        self._shown().check(result)

    def _shown(self) -> GradeView | SilentListener:
        if self._view is None:
            from roadmap_lab.cli.grade_view import GradeView, SilentListener  # noqa: PLC0415

            self._view = SilentListener() if self._session.json else GradeView(self._session)
        return self._view


class _Afterwards:
    """What comes after the checks, prepared while the checker waits for the server.

    Attributes:
        store: The progress database, open.
        exercises: All of them, for what is next.
    """

    store: Store
    exercises: tuple[Exercise, ...]

    def __init__(self) -> None:
        self._prepared = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._prepared:
            self.store.close()

    def prepare(self) -> None:
        """Opens the database, once, and imports and reads what a pass is going to need."""
        if self._prepared:
            return
        import roadmap_lab.progress.exercise_progress  # noqa: F401, PLC0415
        from roadmap_lab.catalog.exercises import load_exercises  # noqa: PLC0415
        from roadmap_lab.catalog.skills import load_skills  # noqa: PLC0415
        from roadmap_lab.progress.store import open_store  # noqa: PLC0415

        self.exercises = load_exercises()
        load_skills()
        self.store = open_store()
        self._prepared = True
        self.store.wake()


def _checklist_data(outcome: TrackedOutcome) -> dict[str, Any]:
    from roadmap_lab.checklists.matching import match_data  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    ticked = outcome.ticked
    return {
        "file": safe_line(str(outcome.path)),
        "ticked": [match_data(match) for match in ticked.ticked] if ticked else [],
        "unsure": [match_data(match) for match in ticked.unsure] if ticked else [],
        "warning": safe_line(outcome.warning) or None,
    }


def _exit_code(report: Report) -> ExitCode:
    match report.verdict.value:
        case "passed" | "partial":
            return ExitCode.PASSED
        case "error":
            return ExitCode.OUR_FAULT
        case _:
            return ExitCode.CHECKS_FAILED


def _report_data(report: Report, ticked: tuple[Skill, ...], following: Suggestion | None) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    data: dict[str, Any] = msgspec.to_builtins(report)
    for result in data["results"]:
        del result["trace"]  # it shows the check's source; the log has it
        result["check"]["hints"] = result["check"]["hints"][:1]
    data["ticked"] = [{"skill": skill.id, "title": skill.title} for skill in ticked]
    data["next"] = {"exercise": following.exercise.id, "reason": following.reason} if following else None
    return data
