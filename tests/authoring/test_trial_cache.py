"""What verify has seen counts again only as long as nothing that it depends on has changed."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.trial_cache import ENGINE, KEPT_DAYS, TrialCache, TrialDigests
from roadmap_lab.authoring.trials import Kind, Observed, Trial
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict
from roadmap_lab.resources import PACKAGE
from tests.authoring.conftest import EXERCISE

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.checkout import Checkout

FOLDER, TEMPLATE, STACKS = f"exercises/{EXERCISE}", f"templates/exercises/{EXERCISE}", "templates/stacks"
STARTER = Trial(exercise=EXERCISE, stack="express", kind=Kind.STARTER)
SOLUTION = Trial(exercise=EXERCISE, stack="express", kind=Kind.SOLUTION)
MUTANT = Trial(exercise=EXERCISE, stack="express", kind=Kind.MUTANT, name="no-location", fails=("create",))
SEEN = Observed(verdict=Verdict.FAILED, outcomes={"list": Outcome.FAILED}, reasons={"list": "x"}, seed=7)


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        (f"{FOLDER}/exercise.yaml", {"starter", "solution", "mutant"}),
        (f"{FOLDER}/brief.md", {"starter", "solution", "mutant"}),
        (f"{FOLDER}/checks/test_quotes.py", {"starter", "solution", "mutant"}),
        (f"{TEMPLATE}/copier.yml", {"starter", "solution", "mutant"}),
        (f"{TEMPLATE}/express/src/app.js", {"starter", "solution", "mutant"}),
        (f"{STACKS}/express/template/Procfile", {"starter", "solution", "mutant"}),
        (f"{FOLDER}/solutions/express/src/app.js", {"solution", "mutant"}),
        (f"{FOLDER}/mutants/no-location/change.patch", {"mutant"}),
        (f"{FOLDER}/mutants/no-location/mutant.yaml", set()),  # what it has to fail is looked at each time
        (f"{FOLDER}/mutants/list-in-an-object/change.patch", set()),
        (f"{TEMPLATE}/fastapi/app/main.py", set()),
        (f"{STACKS}/fastapi/template/Procfile", set()),
        (f"{FOLDER}/solutions/fastapi/app/main.py", set()),
    ],
)
def test_a_key_changes_with_what_its_trial_depends_on(
    checkout: Checkout, file: str, changed: set[str]
) -> None:
    trials = {"starter": STARTER, "solution": SOLUTION, "mutant": MUTANT}
    before = {name: TrialDigests(checkout).key(trial) for name, trial in trials.items()}

    with (checkout.root / file).open("a", encoding="utf-8") as open_file:
        open_file.write("\n")

    after = {name: TrialDigests(checkout).key(trial) for name, trial in trials.items()}
    assert {name for name in trials if before[name] != after[name]} == changed


def test_every_trial_and_run_has_a_key_of_its_own(checkout: Checkout) -> None:
    again = Trial(exercise=EXERCISE, stack="express", kind=Kind.SOLUTION, run=1)
    elsewhere = Trial(exercise=EXERCISE, stack="fastapi", kind=Kind.SOLUTION)
    trials = [STARTER, SOLUTION, MUTANT, again, elsewhere]

    digests = TrialDigests(checkout)

    assert len({digests.key(trial) for trial in trials}) == len(trials)


def test_the_engine_is_part_of_every_key(checkout: Checkout, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "skeleton", "roadmaps"))
    for name in ENGINE:
        assert (package / name).exists(), name
    before = TrialDigests(checkout, package).key(STARTER)
    assert before == TrialDigests(checkout).key(STARTER)

    with (package / "grading" / "conduct.py").open("a", encoding="utf-8") as file:
        file.write("\n")

    assert TrialDigests(checkout, package).key(STARTER) != before


def test_what_was_seen_comes_back(tmp_path: Path) -> None:
    cache = TrialCache(tmp_path)

    assert cache.get("ab" * 32) is None
    cache.put("ab" * 32, SEEN)
    assert cache.get("ab" * 32) == SEEN


def test_a_damaged_entry_counts_for_nothing(tmp_path: Path) -> None:
    cache = TrialCache(tmp_path)
    cache.put("ab" * 32, SEEN)
    for path in tmp_path.rglob("*.json"):
        path.write_text("{", encoding="utf-8")

    assert cache.get("ab" * 32) is None


def test_what_nobody_asked_for_in_a_month_is_forgotten(tmp_path: Path) -> None:
    cache = TrialCache(tmp_path)
    cache.put("ab" * 32, SEEN)
    cache.put("cd" * 32, SEEN)
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(next((tmp_path / "ab").iterdir()), (long_ago, long_ago))

    cache.forget_old()

    assert cache.get("ab" * 32) is None
    assert cache.get("cd" * 32) == SEEN


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    TrialCache(tmp_path / "file").put("ab" * 32, SEEN)
