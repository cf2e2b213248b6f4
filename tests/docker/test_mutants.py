"""Graders are graded: `author verify` over everything that ships, believing no earlier run."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.checkout import find_checkout
from roadmap_lab.catalog.exercises import exercise_ids, load_exercise

if TYPE_CHECKING:
    from tests.conftest import Lab

pytestmark = pytest.mark.docker

LEAST = 6  # mutants of an exercise
FEWEST_STACKS = 2  # in which it has them
SECONDS = 3 * 3600  # hundreds of grades; exercises with services take a minute each


@pytest.mark.parametrize("exercise", exercise_ids())
def test_an_exercise_has_enough_mutants_in_more_than_one_stack(exercise: str) -> None:
    mutants = find_checkout().source(exercise).mutants()

    assert len(mutants) >= LEAST
    stacks = {one.notes.stack for one in mutants}
    assert len(stacks) >= FEWEST_STACKS
    assert stacks <= set(load_exercise(exercise).stacks)


@pytest.mark.usefixtures("images")
def test_solutions_pass_starters_and_canaries_fail_and_every_mutant_is_caught(lab: Lab) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roadmap_lab", "author", "verify", "--no-cache", "--jobs", "4", "--json"],
        cwd=lab.folder,
        env=dict(lab.environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert done.stdout, done.stderr
    envelope = json.loads(done.stdout)
    assert "error" not in envelope, envelope["error"]
    data = envelope["data"]
    assert [f"{one['exercise']}, {one['what']}: {one['message']}" for one in data["problems"]] == []
    assert done.returncode == 0
    assert tuple(one["id"] for one in data["exercises"]) == exercise_ids()
    for one in data["exercises"]:
        assert one["score"]["caught"] == one["score"]["checks"] > 0
        assert one["score"]["complete"]
    assert data["cached"] == 0
