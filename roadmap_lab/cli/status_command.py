"""`roadmap-lab status`: exercises, skills, roadmaps and the last attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.progress.exercise_progress import ExerciseProgress
    from roadmap_lab.progress.overview import Overview

_BAR = 24


@click.command("status")
@json_option
def command(session: Session) -> None:
    """Show exercises, skills, roadmaps and the last attempts."""
    from roadmap_lab.cli.list_command import exercise_data  # noqa: PLC0415
    from roadmap_lab.progress.overview import overview  # noqa: PLC0415
    from roadmap_lab.progress.roadmap_data import totals_data  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    with open_store() as store:
        found = overview(store)
    data = {
        "roadmaps": [
            {"name": one.roadmap.name, "title": one.roadmap.title, "totals": totals_data(one.totals)}
            for one in found.roadmaps
        ],
        "exercises": [exercise_data(row) for row in found.exercises],
        "skills": [
            {
                "id": tick.skill,
                "ticked_at": tick.ticked_at,
                "earned_by": [
                    {
                        "exercise": one.exercise,
                        "version": one.exercise_version,
                        "stack": one.stack,
                        "at": one.started_at,
                    }
                    for one in tick.attempts
                ],
            }
            for tick in found.ticks
        ],
        "provable_now": [skill.id for skill in found.provable],
        "last_attempts": [
            {
                "exercise": one.exercise,
                "version": one.exercise_version,
                "stack": one.stack,
                "verdict": one.verdict.value,
                "passed": one.passed,
                "total": one.total,
                "at": one.started_at,
                "project": one.project,
            }
            for one in found.last_attempts
        ],
    }
    session.emit(data, lambda console: _render(console, found))


def bar(done: int, total: int, width: int = _BAR) -> str:
    """A bar of text; all of it only when everything is done."""
    full = width * done // total if total else 0
    return "█" * full + "░" * (width - full)


def _render(console: Console, found: Overview) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.roadmap.view import roadmap_line  # noqa: PLC0415

    done = sum(row.is_passed for row in found.exercises)
    console.print(
        f"Exercises  {bar(done, len(found.exercises))}  {done} of {len(found.exercises)} passed", style="bold"
    )
    for row in found.exercises:
        console.print(_exercise_line(row))
    ticked, skills = len(found.ticks), len(found.ticks) + len(found.provable)
    console.print(
        f"\nSkills     {bar(ticked, skills)}  {ticked} of {skills} that can be proven so far", style="bold"
    )
    _render_skills(console, found)
    console.print("\nRoadmaps", style="bold")
    for status in found.roadmaps:
        console.print(Text("  ").append_text(roadmap_line(status)))
    if found.last_attempts:
        console.print("\nLast attempts", style="bold")
    for one in found.last_attempts:
        counts = f"{one.passed} of {one.total}" if one.total else ""
        style = "green" if one.verdict.value == "passed" else "default"
        line = Text(f"  {one.started_at[:16].replace('T', ' ')}  {one.exercise:<16} {one.stack:<9} ")
        console.print(
            line.append(f"{one.verdict.value:<14}", style=style).append(counts, style="bright_black")
        )
    if not found.last_attempts:
        console.print("\nBegin: roadmap-lab new   (or roadmap-lab next)")


def _render_skills(console: Console, found: Overview) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.catalog.skills import load_skills  # noqa: PLC0415

    known = load_skills()
    for tick in found.ticks:
        title = known[tick.skill].title if tick.skill in known else tick.skill
        earned = ", ".join(f"{one.exercise} v{one.exercise_version} ({one.stack})" for one in tick.attempts)
        console.print(
            Text("  ✓ ", style="green")
            .append(f"{title:<36}", style="default")
            .append(f" {earned}", "bright_black")
        )
    for skill in found.provable:
        needs = ", ".join(str(proof) for proof in skill.proven_by)
        console.print(Text("  · ", style="bright_black").append(f"{skill.title:<36} {needs}"))


def _exercise_line(row: ExerciseProgress) -> object:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.list_command import state_mark  # noqa: PLC0415

    mark, style = state_mark(row)
    line = Text(f"  {mark} ", style=style).append(f"{row.exercise.id:<16} ", style="default")
    if row.total:
        line.append(f"{bar(row.passed, row.total, 12)} {row.passed} of {row.total} checks", style="default")
    if row.stacks_passed:
        line.append(f"  passed in {', '.join(row.stacks_passed)}", style="green")
    return line
