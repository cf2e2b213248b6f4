from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from roadmap_lab.catalog.exercises import load_exercise, load_exercises
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Report, Verdict
from roadmap_lab.progress.exercise_progress import Suggestion, exercise_progress, suggest
from roadmap_lab.progress.overview import overview
from roadmap_lab.progress.store import Store
from tests.reports import not_checked, report, result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HALF = (result("list"), result("create", Outcome.FAILED))
NONE = (result("list", Outcome.FAILED), result("create", Outcome.SKIPPED))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "progress.db") as opened:
        yield opened


def record(store: Store, tmp_path: Path, *reports: Report) -> None:
    for one in reports:
        store.record(one, tmp_path)


def suggested(store: Store) -> Suggestion | None:
    return suggest(tuple(exercise_progress(store, one) for one in load_exercises()))


def test_an_exercise_shows_its_best_attempt_and_its_newest(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, report(results=HALF), report(results=NONE), not_checked(Verdict.CRASHED))
    progress = exercise_progress(store, load_exercise("quotes-api"))
    assert (progress.passed, progress.total, progress.attempts) == (1, 2, 3)
    assert progress.last is not None
    assert progress.last.verdict is Verdict.CRASHED
    assert not progress.is_passed


def test_an_exercise_nobody_began_shows_nothing(store: Store) -> None:
    progress = exercise_progress(store, load_exercise("quotes-api"))
    assert (progress.passed, progress.total, progress.attempts, progress.last) == (0, 0, 0, None)


def test_an_exercise_stays_passed_in_the_stacks_it_was_passed_in(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, report(stack="fastapi"), report(stack="express"), report(results=NONE))
    assert exercise_progress(store, load_exercise("quotes-api")).stacks_passed == ("express", "fastapi")


def test_a_subset_that_passes_is_no_pass(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, report(verdict=Verdict.PARTIAL))
    assert not exercise_progress(store, load_exercise("quotes-api")).is_passed


def test_what_can_be_proven_shrinks_as_it_is_proven(store: Store, tmp_path: Path) -> None:
    before = {skill.id for skill in overview(store).provable}
    assert {"json-format", "crud-routes"} <= before
    record(store, tmp_path, report())
    found = overview(store)
    ticked = {tick.skill for tick in found.ticks}
    assert "json-format" in ticked
    assert {skill.id for skill in found.provable} == before - ticked


def test_the_last_attempts_are_few_and_newest_first(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, *(report() for _ in range(8)))
    assert [one.id for one in overview(store).last_attempts] == [8, 7, 6, 5, 4]


def test_the_first_suggestion_needs_nothing_before_it(store: Store) -> None:
    found = suggested(store)
    assert found is not None
    assert not found.exercise.manifest.after
    assert found.reason == "it needs nothing before it"


def test_what_was_begun_comes_first_the_newest_of_it(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, report("quotes-api", results=HALF), report("notes-crud", results=HALF))
    found = suggested(store)
    assert found is not None
    assert found.exercise.id == "notes-crud"
    assert found.reason == "you have begun it: 1 of 2 checks pass"


def test_a_server_that_never_ran_was_begun_too(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, not_checked(Verdict.NOT_LISTENING, "notes-crud"))
    found = suggested(store)
    assert found is not None
    assert found.reason == "you have begun it: its server did not start yet"


def test_after_a_pass_comes_what_builds_on_it(store: Store, tmp_path: Path) -> None:
    rows = [exercise_progress(store, load_exercise(one)) for one in ("quotes-api", "notes-crud")]
    record(store, tmp_path, report("quotes-api"))
    rows = [exercise_progress(store, one.exercise) for one in rows]
    found = suggest(tuple(rows))
    assert found is not None
    assert found.exercise.id == "notes-crud"
    assert found.reason == "you have passed quotes-api, which it builds on"


def test_when_all_is_passed_nothing_is_next(store: Store, tmp_path: Path) -> None:
    record(store, tmp_path, *(report(one.id) for one in load_exercises()))
    assert suggested(store) is None
