"""Graders are graded: each mutant fails exactly the checks that it names, and no check is without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.catalog.exercises import exercise_ids, load_exercise
from tests.projects import mutant_folders, read_mutant

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Lab
    from tests.projects import Projects

pytestmark = pytest.mark.docker

LEAST = 6  # mutants of an exercise
MUTANTS = [
    pytest.param(exercise, folder, id=f"{exercise}-{folder.name}")
    for exercise in exercise_ids()
    for folder in mutant_folders(exercise)
]


@pytest.mark.parametrize("exercise", exercise_ids())
def test_an_exercise_has_enough_mutants_in_each_of_its_stacks(exercise: str) -> None:
    mutants = [read_mutant(folder) for folder in mutant_folders(exercise)]

    assert len(mutants) >= LEAST
    assert {one.stack for one in mutants} == set(load_exercise(exercise).stacks)
    assert all(one.mistake.strip() and one.fails for one in mutants)


@pytest.mark.parametrize("exercise", exercise_ids())
def test_every_check_is_failed_by_a_mutant(lab: Lab, projects: Projects, exercise: str) -> None:
    report = lab.run("grade", projects.make(exercise, load_exercise(exercise).stacks[0]), "--json").json()

    checks = {one["check"]["id"] for one in report["data"]["results"]}
    caught = {check for folder in mutant_folders(exercise) for check in read_mutant(folder).fails}
    assert caught - checks == set(), "a mutant names a check that there is not"
    assert checks - caught == set(), "a check that no mutant fails is not a check"


@pytest.mark.parametrize(("exercise", "folder"), MUTANTS)
def test_a_mutant_fails_exactly_the_checks_that_it_names(
    lab: Lab, projects: Projects, exercise: str, folder: Path
) -> None:
    mutant = read_mutant(folder)
    project = projects.make(exercise, mutant.stack, patch=folder / "change.patch")

    ran = lab.run("grade", project, "--json")

    assert ran.code == 1, ran.out + ran.err
    data = ran.json()["data"]
    results = {one["check"]["id"]: one for one in data["results"]}
    failed = [name for name, one in results.items() if one["outcome"] == "failed"]
    assert sorted(failed) == sorted(mutant.fails), _failures(results)
    for name, one in results.items():
        if one["outcome"] == "skipped":
            assert one["because"] in one["check"]["needs"], name
            assert results[one["because"]]["outcome"] in {"failed", "skipped"}
        else:
            assert one["outcome"] in {"passed", "failed"}, name
    assert data["trouble"] is None


def _failures(results: dict[str, Any]) -> str:
    lines = [
        f"{name}: {one['evidence'] or one['because']}"
        for name, one in results.items()
        if one["outcome"] in {"failed", "error"}
    ]
    return "\n".join(lines)
