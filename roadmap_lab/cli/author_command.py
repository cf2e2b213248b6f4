"""`roadmap-lab author`: new, lint, verify; for those who write exercises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_lab.cli.session import Session, json_option
from roadmap_lab.errors import ExitCode

if TYPE_CHECKING:
    from roadmap_lab.authoring.verification import Verification, VerifiedExercise

_ROOT = click.option(
    "--root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Another checkout than the one that this program runs from.",
)


@click.group("author")
def command() -> None:
    """Write exercises: lay one out, look it through, and grade its graders."""


@command.command("new")
@click.argument("exercise", metavar="ID")
@click.option("--form", default="http", show_default=True, help="How the work meets the checks.")
@click.option(
    "--stack", "stacks", required=True, multiple=True, metavar="STACK[,STACK...]", help="In which stacks."
)
@click.option("--title", default="", help="What it is called, where the syllabus does not say.")
@_ROOT
@json_option
def new(  # noqa: PLR0917  # click passes them by name
    session: Session, exercise: str, form: str, stacks: tuple[str, ...], title: str, root: Path | None
) -> None:
    """Lay out the exercise ID: a small complete example, to be replaced piece by piece."""
    import msgspec  # noqa: PLC0415  # keeps --help fast

    from roadmap_lab.authoring.checkout import find_checkout  # noqa: PLC0415
    from roadmap_lab.authoring.new import new_exercise  # noqa: PLC0415
    from roadmap_lab.cli.author_view import render_new  # noqa: PLC0415

    checkout = find_checkout(root)
    made = new_exercise(checkout, exercise, form=form, stacks=_words(stacks), title=title)
    session.emit(msgspec.to_builtins(made), lambda console: render_new(console, made))


@command.command("lint")
@click.argument("exercises", metavar="[ID...]", nargs=-1)
@_ROOT
@json_option
def lint(session: Session, exercises: tuple[str, ...], root: Path | None) -> int:
    """Look through exercises without running them (default: all, and the catalog around them)."""
    import msgspec  # noqa: PLC0415  # keeps --help fast

    from roadmap_lab.authoring.checkout import find_checkout  # noqa: PLC0415
    from roadmap_lab.authoring.lint import lint as look_through  # noqa: PLC0415
    from roadmap_lab.cli.author_view import render_lint  # noqa: PLC0415

    result = look_through(find_checkout(root), exercises)
    good = not result.problems
    session.emit(msgspec.to_builtins(result), lambda console: render_lint(console, result), ok=good)
    return ExitCode.PASSED if good else ExitCode.CHECKS_FAILED


@command.command("verify")
@click.argument("exercises", metavar="[ID...]", nargs=-1)
@click.option("--stack", "stacks", multiple=True, metavar="STACK", help="Only in this stack; repeatable.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Grades at the same time (default: one a core).")
@click.option("--repeat", type=click.IntRange(1, 1000), default=1, help="Run each solution so many times.")
@click.option("--changed-since", metavar="REV", help="Only what was touched since this revision of git.")
@click.option(
    "--no-cache", "cached", is_flag=True, default=True, flag_value=False, help="Believe no earlier run."
)
@json_option
def verify(  # noqa: PLR0917  # click passes them by name
    session: Session,
    exercises: tuple[str, ...],
    stacks: tuple[str, ...],
    jobs: int | None,
    repeat: int,
    changed_since: str | None,
    cached: bool,
) -> int:
    """Grade the graders: solutions pass, starters and canaries fail, each mutant fails what it names."""
    import gc  # noqa: PLC0415  # keeps --help fast

    from roadmap_lab.authoring.changes import changed_exercises  # noqa: PLC0415
    from roadmap_lab.authoring.checkout import find_checkout  # noqa: PLC0415
    from roadmap_lab.authoring.verify import VerifyRequest  # noqa: PLC0415
    from roadmap_lab.authoring.verify import verify as grade_graders  # noqa: PLC0415
    from roadmap_lab.catalog.exercises import exercise_ids  # noqa: PLC0415
    from roadmap_lab.cli.author_view import VerifyView, render_verification  # noqa: PLC0415

    gc.enable()  # thousands of grades may follow each other in this one process
    checkout = find_checkout()
    chosen = tuple(dict.fromkeys(exercises)) or exercise_ids()
    if changed_since is not None:
        chosen = changed_exercises(checkout, changed_since, chosen)
    request = VerifyRequest(
        exercises=chosen, stacks=_words(stacks), jobs=jobs or 0, repeat=repeat, cached=cached
    )
    with VerifyView(session) as view:
        found = grade_graders(checkout, request, view)
    good = not found.problems
    session.emit(_verification_data(found), lambda console: render_verification(console, found), ok=good)
    return ExitCode.PASSED if good else ExitCode.CHECKS_FAILED


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    """`--stack a,b --stack c` as (a, b, c)."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _verification_data(found: Verification) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    return {
        "exercises": [_exercise_data(one) for one in found.exercises],
        "problems": msgspec.to_builtins(found.problems),
        "trials": len(found.tried),
        "cached": found.cached,
        "seconds": round(found.seconds, 1),
    }


def _exercise_data(one: VerifiedExercise) -> dict[str, Any]:
    return {
        "id": one.id,
        "score": {
            "caught": one.score.good,
            "checks": one.score.total,
            "missed": list(one.missed),
            "complete": one.complete,
        },
        "trials": [
            {
                "kind": tried.trial.kind.value,
                "stack": tried.trial.stack,
                "name": tried.trial.name,
                "run": tried.trial.run,
                "ok": not tried.problems,
                "verdict": tried.observed.verdict.value,
                "outcomes": {name: outcome.value for name, outcome in tried.observed.outcomes.items()},
                "problems": list(tried.problems),
                "seed": tried.observed.seed,
                "seconds": round(tried.observed.seconds, 2),
                "cached": tried.cached,
            }
            for tried in one.tried
        ],
    }
