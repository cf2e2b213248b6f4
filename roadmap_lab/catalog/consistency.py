"""What must hold between skills, syllabus and roadmaps; a list of what does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from roadmap_lab.catalog.roadmaps import load_roadmaps
from roadmap_lab.catalog.skills import read_skills
from roadmap_lab.catalog.syllabus import read_syllabus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from roadmap_lab.catalog.roadmaps import Roadmap
    from roadmap_lab.catalog.skills import Skill


class ProblemKind(StrEnum):
    """What can be wrong with the catalog."""

    UNKNOWN_EXERCISE = "unknown-exercise"
    UNPROVABLE_SKILL = "unprovable-skill"
    IDLE_EXERCISE = "idle-exercise"
    UNKNOWN_PREREQUISITE = "unknown-prerequisite"
    CIRCLE = "circle"
    REPEATED_ID = "repeated-id"
    UNKNOWN_SKILL = "unknown-skill"
    UNMAPPED_ITEM = "unmapped-item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: its kind, where, and a line for people."""

    kind: ProblemKind
    where: str
    message: str


def catalog_problems(built: Iterable[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with the catalog that ships.

    Args:
        built: Ids of the exercises that have a folder; each must be in the syllabus.
    """
    exercises = [entry.id for entry in read_syllabus()]
    found = list(find_problems(read_skills(), exercises, load_roadmaps().values()))
    found += [
        Problem(
            kind=ProblemKind.UNKNOWN_EXERCISE, where=name, message=f"{name} is built but not in the syllabus"
        )
        for name in sorted(set(built) - set(exercises))
    ]
    return tuple(found)


def find_problems(
    skills: Iterable[Skill], exercises: Iterable[str], roadmaps: Iterable[Roadmap]
) -> tuple[Problem, ...]:
    """What is wrong between these skills, exercise ids and roadmaps; empty when all is well."""
    skills, exercises = tuple(skills), tuple(exercises)
    return (
        *_repeated("exercise", exercises),
        *_repeated("skill", [name for skill in skills for name in (skill.id, *skill.aliases)]),
        *_proofs(skills, exercises),
        *_prerequisites(skills),
        *(problem for roadmap in roadmaps for problem in _items(roadmap, {skill.id for skill in skills})),
    )


def _repeated(what: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(
                kind=ProblemKind.REPEATED_ID, where=name, message=f"{count} {what}s are called {name}"
            )


def _proofs(skills: tuple[Skill, ...], exercises: tuple[str, ...]) -> Iterator[Problem]:
    used: set[str] = set()
    for skill in skills:
        used.update(skill.exercises)
        if not skill.proven_by:
            yield Problem(
                kind=ProblemKind.UNPROVABLE_SKILL,
                where=skill.id,
                message=f"nothing proves the skill {skill.id}",
            )
        for name in skill.exercises:
            if name not in exercises:
                yield Problem(
                    kind=ProblemKind.UNKNOWN_EXERCISE,
                    where=skill.id,
                    message=f"{skill.id} is proven by {name}, which is not in the syllabus",
                )
    for name in exercises:
        if name not in used:
            yield Problem(
                kind=ProblemKind.IDLE_EXERCISE, where=name, message=f"the exercise {name} proves no skill"
            )


def _prerequisites(skills: tuple[Skill, ...]) -> Iterator[Problem]:
    known = {skill.id for skill in skills}
    for skill in skills:
        for need in skill.needs:
            if need not in known:
                yield Problem(
                    kind=ProblemKind.UNKNOWN_PREREQUISITE,
                    where=skill.id,
                    message=f"{skill.id} needs {need}, which is no skill",
                )
    try:
        TopologicalSorter({skill.id: skill.needs for skill in skills}).prepare()
    except CycleError as error:
        circle = error.args[1]
        yield Problem(
            kind=ProblemKind.CIRCLE,
            where=circle[0],
            message=f"prerequisites in a circle: {' → '.join(circle)}",
        )


def _items(roadmap: Roadmap, known: set[str]) -> Iterator[Problem]:
    yield from _repeated(f"{roadmap.name} item", [item.id for item in roadmap.items()])
    for item in roadmap.items():
        where = f"{roadmap.name}/{item.id}"
        if not item.skills:
            yield Problem(kind=ProblemKind.UNMAPPED_ITEM, where=where, message=f"{where} names no skill")
        for skill in item.skills:
            if skill not in known:
                yield Problem(
                    kind=ProblemKind.UNKNOWN_SKILL,
                    where=where,
                    message=f"{where} names {skill}, which is no skill",
                )
