"""`roadmap-lab show`: one exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.catalog.skills import Skill
    from roadmap_lab.progress.exercise_progress import ExerciseProgress


@click.command("show")
@click.argument("exercise")
@json_option
def command(session: Session, exercise: str) -> None:
    """Show EXERCISE: what is to be built, what it helps to prove, and how far you are."""
    from roadmap_lab.catalog.exercises import load_exercise  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.catalog.skills import load_skills  # noqa: PLC0415
    from roadmap_lab.cli.list_command import exercise_data  # noqa: PLC0415
    from roadmap_lab.progress.exercise_progress import exercise_progress  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    chosen = load_exercise(exercise)
    with open_store() as store:
        row = exercise_progress(store, chosen)
        ticked = {tick.skill for tick in store.ticks()}
    skills = [skill for skill in load_skills().values() if exercise in skill.exercises]
    data = exercise_data(row) | {
        "brief": chosen.brief,
        "skills": [
            {
                "id": skill.id,
                "title": skill.title,
                "proven_by": [str(proof) for proof in skill.proven_by],
                "ticked": skill.id in ticked,
            }
            for skill in skills
        ],
    }
    session.emit(data, lambda console: _render(console, row, skills, ticked))


def _render(console: Console, row: ExerciseProgress, skills: list[Skill], ticked: set[str]) -> None:
    from rich.markdown import Markdown  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    manifest = row.exercise.manifest
    console.print(Text(manifest.title, style="bold"))
    console.print(f"{manifest.summary}\n")
    console.print(Markdown(row.exercise.brief), soft_wrap=False)
    console.print()
    console.print("Skills that it proves, or helps to prove:", style="bold")
    for skill in skills:
        alone = skill.exercises == (row.exercise.id,)
        rest = (
            ""
            if alone
            else f"   (with {', '.join(one for one in skill.exercises if one != row.exercise.id)})"
        )
        mark = Text("  ✓ ", style="green") if skill.id in ticked else Text("  · ", style="bright_black")
        console.print(mark.append(skill.title, style="default").append(rest, style="bright_black"))
    console.print()
    if row.is_passed:
        console.print(f"Passed in {', '.join(row.stacks_passed)}.", style="green")
    elif row.attempts:
        console.print(f"Your best of {row.attempts} attempts: {row.passed} of {row.total} checks.")
    else:
        from roadmap_lab.catalog.stack_definitions import stacks_of  # noqa: PLC0415

        stacks = "|".join(stacks_of(row.exercise))
        console.print(f"Begin: roadmap-lab new {manifest.id} --stack {stacks}")
