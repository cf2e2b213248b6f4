from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from roadmap_lab.catalog.skills import Pass
from roadmap_lab.errors import MachineError
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict
from roadmap_lab.progress import database
from roadmap_lab.progress.store import Store, open_store
from tests.reports import not_checked, report, result

FAILED = (result("list"), result("create", Outcome.FAILED, hints=("One.", "Two.", "Three.")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "progress.db"


def unusable(path: Path) -> MachineError:
    with pytest.raises(MachineError) as caught:
        Store(path)
    assert caught.value.hint
    return caught.value


def test_a_report_is_stored_whole_and_comes_back_equal(path: Path) -> None:
    results = (
        result("a"),
        result("b", Outcome.FAILED),
        result("c", Outcome.SKIPPED),
        result("d", Outcome.ERROR),
    )
    made = report(results=results)
    with Store(path) as store:
        store.record(made, Path("/a/project"))
    with Store(path) as store:
        assert store.last_report() == made
        (attempt,) = store.attempts()
    assert (attempt.exercise, attempt.exercise_version, attempt.stack) == ("quotes-api", 1, "express")
    assert (attempt.verdict, attempt.passed, attempt.total) == (Verdict.FAILED, 1, 4)
    assert (attempt.started_at, attempt.seconds, attempt.project) == (made.started_at, 1.5, "/a/project")


def test_after_a_clock_was_set_back_the_last_attempt_is_still_the_last(path: Path) -> None:
    early = replace(report(results=FAILED), grade_id="later", started_at="2020-01-31T12:00:00+00:00")
    with Store(path) as store:
        store.record(report("quotes-api"), path)  # by a clock that was ahead
        store.record(early, path)
        assert [one.id for one in store.attempts()] == [2, 1]
        assert store.last_report() == early, "as it was reported"


def test_attempts_come_newest_first_of_one_exercise_or_all(path: Path) -> None:
    with Store(path) as store:
        for exercise in ("quotes-api", "notes-crud", "quotes-api"):
            store.record(report(exercise), path)
        assert [one.id for one in store.attempts()] == [3, 2, 1]
        assert [one.id for one in store.attempts(limit=2)] == [3, 2]
        assert [one.id for one in store.attempts(exercise="quotes-api")] == [3, 1]
        assert store.attempts(exercise="nothing") == ()


def test_a_new_store_is_empty(path: Path) -> None:
    with Store(path) as store:
        assert (store.attempts(), store.ticks(), store.last_report(), store.passes()) == (
            (),
            (),
            None,
            frozenset(),
        )


def test_a_pass_ticks_once_what_it_proves(path: Path) -> None:
    with Store(path) as store:
        first = store.record(report(), path)
        assert "json-format" in {skill.id for skill in first}
        assert store.record(report(), path) == ()
        assert {tick.skill for tick in store.ticks()} == {skill.id for skill in first}
        assert store.passes() == {Pass(exercise="quotes-api", stack="express")}


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PASSED])
def test_nothing_else_ticks_anything(path: Path, verdict: Verdict) -> None:
    with Store(path) as store:
        assert store.record(replace(report(), verdict=verdict), path) == ()
        assert (store.ticks(), store.passes()) == ((), frozenset())


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PASSED])
def test_a_tick_stays_whatever_comes_later(path: Path, verdict: Verdict) -> None:
    with Store(path) as store:
        store.record(report(), path)
        ticks = store.ticks()
        store.record(replace(report(), verdict=verdict), path)
        assert store.ticks() == ticks


def test_a_tick_says_what_earned_it_in_which_version(path: Path) -> None:
    with Store(path) as store:
        store.record(report(results=FAILED), path)
        store.record(report(exercise_version=3), path)
        store.record(report(exercise_version=4), path)
        tick = store.ticks()[0]
    assert [(one.id, one.exercise, one.exercise_version, one.stack) for one in tick.attempts] == [
        (2, "quotes-api", 3, "express")
    ]
    assert tick.ticked_at.endswith("+00:00")


def test_a_skill_of_two_stacks_is_ticked_by_the_second(path: Path) -> None:
    with Store(path) as store:
        store.record(report(stack="express"), path)
        assert "second-stack" in {skill.id for skill in store.record(report(stack="fastapi"), path)}
        tick = next(one for one in store.ticks() if one.skill == "second-stack")
    assert {one.stack for one in tick.attempts} == {"express", "fastapi"}


def test_a_skill_of_a_stack_is_earned_in_that_stack_alone(path: Path) -> None:
    with Store(path) as store:
        for exercise, stack in (
            ("notes-crud", "express"),
            ("notes-crud", "fastapi"),
            ("user-profile-api", "flask"),
        ):
            store.record(report(exercise, stack), path)
        tick = next(one for one in store.ticks() if one.skill == "python")
    assert [(one.exercise, one.stack) for one in tick.attempts] == [
        ("notes-crud", "fastapi"),
        ("user-profile-api", "flask"),
    ]


def test_the_last_report_is_one_that_has_outcomes(path: Path) -> None:
    with Store(path) as store:
        store.record(report("notes-crud"), path)
        store.record(report(results=FAILED), path)
        store.record(not_checked(Verdict.CRASHED), path)
        last, of_notes = store.last_report(), store.last_report("notes-crud")
    assert last is not None
    assert of_notes is not None
    assert (last.verdict, of_notes.exercise) == (Verdict.FAILED, "notes-crud")


# Hints --------------------------------------------------------------------------------------------


def test_each_call_reveals_one_hint_more_until_all_are_shown(path: Path) -> None:
    with Store(path) as store:
        assert [store.reveal_hint("quotes-api", "create", 4) for _ in range(5)] == [2, 3, 4, 4, 4]
        assert store.reveal_hint("quotes-api", "list", 1) == 1
        assert store.reveal_hint("notes-crud", "create", 4) == 2
    with Store(path) as store:
        assert store.reveal_hint("quotes-api", "create", 9) == 5


def test_a_check_that_passes_forgets_its_hints_alone(path: Path) -> None:
    with Store(path) as store:
        for check in ("list", "create"):
            store.reveal_hint("quotes-api", check, 9)
            store.reveal_hint("quotes-api", check, 9)
        store.record(report(results=FAILED), path)
        assert store.reveal_hint("quotes-api", "list", 9) == 2
        assert store.reveal_hint("quotes-api", "create", 9) == 4


# All or nothing -----------------------------------------------------------------------------------


def test_a_failure_in_the_middle_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        store.reveal_hint("quotes-api", "list", 9)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "_evidence", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                store.record(report(), path)
        assert (store.attempts(), store.ticks()) == ((), ())
        assert store.reveal_hint("quotes-api", "list", 9) == 3
        assert store.record(report(), path)


def test_an_interrupt_in_the_middle_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_store: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_tick", interrupted)
    with Store(path) as store:
        with pytest.raises(KeyboardInterrupt):
            store.record(report(), path)
        assert store.attempts() == ()


def test_one_grade_is_stored_once(path: Path) -> None:
    made = report()
    with Store(path) as store:
        assert store.record(made, path)
        assert store.record(made, path) == ()
        assert len(store.attempts()) == 1


RECORDING = """
import sys
from dataclasses import replace
from pathlib import Path
from roadmap_lab.progress.store import Store
from tests.reports import report
path = Path(sys.argv[1])
sys.stdin.readline()
for number in range(15):
    with Store(path) as store:
        store.record(replace(report(), grade_id=f"{sys.argv[2]}-{number}"), path)
"""


def test_processes_that_record_at_once_lose_nothing(path: Path) -> None:
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RECORDING, str(path), str(number)],
            cwd=root,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for process in running:  # none of them has made the database yet
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[1] for process in running] == [b""] * 4
    with Store(path) as store:
        assert len(store.attempts()) == 60
        assert all(len(tick.attempts) == 1 for tick in store.ticks())


# A database that cannot be used ------------------------------------------------------------------


def test_a_locked_database_is_told_after_a_while(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.05)
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MachineError, match="is locked by another program"):
            store.record(report(), path)
        assert store.attempts() == ()  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        store.record(report(), path)


def test_a_lock_of_the_whole_file_is_told_on_opening(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.05)
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "is locked by another program" in unusable(path).message
    other.close()
    Store(path).__exit__(None, None, None)


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert "is damaged" in unusable(path).message
    assert path.read_bytes() == content


def test_a_database_damaged_in_its_middle_is_told_when_it_is_met(path: Path) -> None:
    with Store(path) as store:
        for _ in range(100):
            store.record(report(results=FAILED), path)
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with Store(path) as store, pytest.raises(MachineError, match="is damaged"):
        store.attempts()


def test_a_stored_report_of_another_shape_is_told(path: Path) -> None:
    with Store(path) as store:
        store.record(report(), path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE attempts SET report = '{}'")
    other.close()
    with Store(path) as store, pytest.raises(MachineError, match="is damaged"):
        store.last_report()


def test_a_database_of_a_newer_version_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()
    content = path.read_bytes()
    error = unusable(path)
    assert "newer roadmap-lab (format 99" in error.message
    assert "pip install --upgrade" in error.hint
    assert path.read_bytes() == content


def test_a_folder_in_the_databases_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    assert "cannot be used" in unusable(path).message


def test_a_file_in_the_folders_place_is_told(path: Path) -> None:
    path.parent.touch()
    assert "cannot be used" in unusable(path).message


def test_the_store_of_this_machine_lies_in_its_home(home: Path) -> None:
    with open_store() as store:
        store.record(report(), home)
    assert (home / "progress.db").is_file()
