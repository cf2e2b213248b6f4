"""Progress goes from one machine to another: all of it, as often as one likes, in any order."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_lab.errors import UsageError
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Report, Verdict
from roadmap_lab.progress.store import Store
from roadmap_lab.progress.transfer import export_progress, read_export
from tests.reports import report, result

if TYPE_CHECKING:
    from roadmap_lab.progress.saved import SavedProgress

GRADES = [
    replace(
        report(exercise, stack, results=(result("a"), result("b", outcome))),
        grade_id=f"{exercise}-{stack}-{outcome.value}",
        started_at=f"2020-01-{day:02}T12:00:00+00:00",
    )
    for day, (exercise, stack, outcome) in enumerate(
        (
            (exercise, stack, outcome)
            for exercise in ("quotes-api", "notes-crud")
            for stack in ("express", "fastapi")
            for outcome in (Outcome.PASSED, Outcome.FAILED)
        ),
        start=1,
    )
]
SOME = st.lists(st.sampled_from(GRADES), unique_by=lambda one: one.grade_id)


def filled(path: Path, grades: list[Report], hints: int = 0) -> Store:
    store = Store(path)
    for grade in grades:
        store.record(grade, Path("/project"))
    for _ in range(hints):
        store.reveal_hint("quotes-api", "search", 9)
    return store


def achieved(store: Store) -> tuple[object, ...]:
    saved = store.saved()
    evidence = {tick.skill for tick in saved.ticks}
    return tuple(bytes(one.report) for one in saved.attempts), evidence, saved.hints


def passed_on(store: Store, folder: Path) -> SavedProgress:
    file = folder / "export.json"
    file.write_bytes(export_progress(store))
    return read_export(file)


@settings(deadline=None, max_examples=25)
@given(ours=SOME, theirs=SOME, our_hints=st.integers(0, 4), their_hints=st.integers(0, 4))
def test_merging_loses_nothing_lowers_nothing_and_knows_no_order(
    ours: list[Report], theirs: list[Report], our_hints: int, their_hints: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            filled(folder / "a.db", ours, our_hints) as a,
            filled(folder / "b.db", theirs, their_hints) as b,
            filled(folder / "both.db", [one for one in GRADES if one in ours or one in theirs]) as both,
        ):
            before, from_a, from_b = a.ticks(), passed_on(a, folder), passed_on(b, folder)
            merged = a.merge(from_b)
            b.merge(from_a)
            assert merged.attempts_added + merged.attempts_known == len(theirs)
            assert achieved(a) == achieved(b)
            assert achieved(a)[:2] == achieved(both)[:2]
            after = {tick.skill: tick for tick in a.ticks()}
            for tick in before:
                assert after[tick.skill].ticked_at <= tick.ticked_at
                assert {one.id for one in after[tick.skill].attempts} >= {one.id for one in tick.attempts}
            again = a.saved()
            assert a.merge(from_b).attempts_added == 0
            assert a.saved() == again


def test_an_empty_store_takes_over_everything(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", GRADES, hints=2) as a, Store(tmp_path / "b.db") as b:
        merged = b.merge(passed_on(a, tmp_path))
        assert b.saved() == a.saved()
        assert b.last_report() == a.last_report()
        assert set(merged.ticked) == {tick.skill for tick in a.ticks()}


def test_two_machines_prove_together_what_neither_did_alone(tmp_path: Path) -> None:
    express, fastapi = report("quotes-api", "express"), report("quotes-api", "fastapi")
    with filled(tmp_path / "a.db", [express]) as a, filled(tmp_path / "b.db", [fastapi]) as b:
        assert a.merge(passed_on(b, tmp_path)).ticked == ("second-stack",)


def test_an_older_attempt_that_comes_later_is_not_the_newest(tmp_path: Path) -> None:
    old = report("notes-crud", started_at="2019-01-01T00:00:00+00:00")
    new = report("quotes-api", started_at="2020-01-01T00:00:00+00:00")
    with filled(tmp_path / "a.db", [new]) as a, filled(tmp_path / "b.db", [old]) as b:
        a.merge(passed_on(b, tmp_path))
        assert [one.exercise for one in a.attempts()] == ["quotes-api", "notes-crud"]
        last = a.last_report()
        assert last is not None
        assert last.exercise == "quotes-api"


def test_a_file_does_not_decide_what_is_tracked_here(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", GRADES) as a, Store(tmp_path / "b.db") as b:
        a.track(tmp_path / "list.md")
        saved = passed_on(a, tmp_path)
        b.merge(saved)
        assert saved.tracked == (str(tmp_path / "list.md"),)
        assert b.tracked() == ()


@pytest.fixture
def export(tmp_path: Path) -> dict[str, Any]:
    with filled(tmp_path / "a.db", GRADES[:2]) as store:
        written: dict[str, Any] = json.loads(export_progress(store))
    return written


def refused(tmp_path: Path, content: bytes) -> str:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_export(file)
    assert str(file) in caught.value.message
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"kind": 1}', b"# Notes\n", b"null"])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "holds no progress of roadmap-lab" in refused(tmp_path, content)


def test_another_kind_of_file_is_refused(tmp_path: Path, export: dict[str, Any]) -> None:
    message = refused(tmp_path, json.dumps(export | {"kind": "package"}).encode())
    assert "it is 'package'" in message


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path, export: dict[str, Any]) -> None:
    assert "newer roadmap-lab (format 9" in refused(tmp_path, json.dumps(export | {"version": 9}).encode())


def test_a_file_that_ends_early_is_refused(tmp_path: Path, export: dict[str, Any]) -> None:
    refused(tmp_path, json.dumps(export).encode()[:-40])


def test_a_verdict_that_was_changed_shows(tmp_path: Path, export: dict[str, Any]) -> None:
    failed = next(one for one in export["content"]["attempts"] if one["report"]["verdict"] == "failed")
    failed["report"]["verdict"] = "passed"
    assert "changed after it was exported" in refused(tmp_path, json.dumps(export).encode())


def test_another_layout_of_the_same_is_taken(tmp_path: Path, export: dict[str, Any]) -> None:
    file = tmp_path / "compact.json"
    file.write_text(json.dumps(export, separators=(",", ":"), sort_keys=True))
    assert len(read_export(file).attempts) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        {"ticks": [{"skill": "jwt", "ticked_at": "2030-01-01T00:00:00+00:00", "evidence": []}]},
        {"ticks": [{"skill": "jwt", "ticked_at": "2030-01-01T00:00:00+00:00", "evidence": ["unknown"]}]},
        {"ticks": [{"skill": "jwt", "ticked_at": "yesterday", "evidence": ["x"]}]},
        {"attempts": [{"project": "/", "report": {}}]},
        {"attempts": "none"},
        {"hints": [{"exercise": "a", "check": "b", "shown": -1}]},
    ],
)
def test_parts_that_do_not_fit_are_refused(
    tmp_path: Path, spoil: dict[str, Any], monkeypatch: pytest.MonkeyPatch, export: dict[str, Any]
) -> None:
    monkeypatch.setattr("roadmap_lab.progress.transfer._digest", lambda _content: export["digest"])
    export["content"].update(spoil)
    assert "is damaged" in refused(tmp_path, json.dumps(export).encode())


def test_only_a_pass_backs_a_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: dict[str, Any]
) -> None:
    monkeypatch.setattr("roadmap_lab.progress.transfer._digest", lambda _content: export["digest"])
    for attempt in export["content"]["attempts"]:
        attempt["report"]["verdict"] = Verdict.PARTIAL.value
    assert "no pass is there for the tick" in refused(tmp_path, json.dumps(export).encode())
