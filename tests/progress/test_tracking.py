"""Tracked checklists: ticked by what is proven, read again when they change, never in the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.checklists import learner_file
from roadmap_lab.checklists.files import sidecar_of
from roadmap_lab.checklists.learner_file import link_item
from roadmap_lab.errors import MachineError
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict
from roadmap_lab.progress.roadmap_state import ItemState, Standing
from roadmap_lab.progress.standing import read_standing, roadmap_statuses
from roadmap_lab.progress.store import Store
from roadmap_lab.progress.tracking import tick_tracked, track
from tests.reports import not_checked, report, result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIST = b"# Backend\n\n- [ ] CRUD routes\n- [x] JWT\n- [x] Buy milk\n- [ ] Docker\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "progress.db") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.md"
    path.write_bytes(LIST)
    return path


def test_a_tracked_list_is_remembered_once_by_its_real_path(store: Store, file: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(file)
    assert track(store, file)[1]
    assert not track(store, tmp_path / "link.md")[1]
    assert [one.path for one in store.tracked()] == [file.resolve()]
    assert store.untrack(file.resolve())
    assert not store.untrack(file.resolve())
    assert (store.tracked(), store.marks()) == ((), frozenset())


def test_what_is_proven_is_ticked_and_what_is_not_stays(store: Store, file: Path) -> None:
    track(store, file)
    store.record(report("notes-crud"), file.parent)
    (outcome,) = tick_tracked(store)
    assert outcome.ticked is not None
    assert [match.item.line for match in outcome.ticked.ticked] == [3]
    assert file.read_bytes() == LIST.replace(b"[ ] CRUD", b"[x] CRUD")


@pytest.mark.parametrize("spoil", ["gone", "folder", "binary", "locked"])
def test_a_list_that_cannot_be_ticked_is_a_warning_and_is_ticked_later(
    store: Store, file: Path, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("other.md")
    other.write_bytes(LIST)
    track(store, file)
    track(store, other)
    store.record(report("notes-crud"), file.parent)
    file.unlink()
    if spoil == "folder":
        file.mkdir()
    elif spoil == "binary":
        file.write_bytes(b"\0\1\2")
    elif spoil == "locked":
        file.write_bytes(LIST)
        access = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: path != file and access(path, mode))
    first, second = tick_tracked(store)
    assert first.ticked is None
    assert str(file) in first.warning
    assert second.ticked is not None
    assert len(second.ticked.ticked) == 1
    monkeypatch.undo()
    if file.is_dir():
        file.rmdir()
    file.write_bytes(LIST)
    again = tick_tracked(store)[0].ticked
    assert again is not None
    assert len(again.ticked) == 1


def test_our_own_failure_on_a_list_is_a_warning(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track(store, file)
    monkeypatch.setattr(learner_file, "read_checklist", lambda _data: 1 / 0)
    (outcome,) = tick_tracked(store)
    assert "ZeroDivisionError" in outcome.warning


def test_a_list_that_an_editor_saves_meanwhile_loses_nothing(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track(store, file)
    store.record(report("notes-crud"), file.parent)
    replaced = learner_file._written
    saved: list[bytes] = []

    def saving(read: learner_file.LearnerFile, data: bytes) -> bool:
        if not saved:
            saved.append(b"# More\n\n" + LIST)
            file.write_bytes(saved[0])
        return replaced(read, data)

    monkeypatch.setattr(learner_file, "_written", saving)
    tick_tracked(store)
    assert file.read_bytes() == saved[0].replace(b"[ ] CRUD", b"[x] CRUD")


def test_a_list_that_never_rests_is_left_alone(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track(store, file)
    store.record(report("notes-crud"), file.parent)
    monkeypatch.setattr(learner_file, "_written", lambda *_: False)
    with pytest.raises(MachineError, match="keeps changing"):
        learner_file.tick_file(file, frozenset({"crud-routes"}))
    assert "keeps changing" in tick_tracked(store)[0].warning
    assert file.read_bytes() == LIST


# Marks ---------------------------------------------------------------------------------------------


def test_what_is_ticked_by_hand_counts_in_the_roadmaps(store: Store, file: Path) -> None:
    track(store, file)
    assert store.marks() == {"jwt"}
    standing = read_standing(store)
    assert standing.self_marked == {"jwt"}
    items = [
        item for status in roadmap_statuses(standing) for item in status.items if item.item.skills == ("jwt",)
    ]
    assert items
    assert {item.state for item in items} == {ItemState.SELF_MARKED}


def test_a_tick_made_by_hand_later_is_seen_without_asking(store: Store, file: Path) -> None:
    track(store, file)
    file.write_bytes(LIST.replace(b"[ ] Docker", b"[X] Docker"))
    assert read_standing(store).self_marked == {"jwt", "docker"}
    file.write_bytes(LIST.replace(b"[x] JWT", b"[ ] JWT"))
    assert read_standing(store).self_marked == frozenset()


def test_a_link_changes_what_a_tick_by_hand_means(store: Store, file: Path) -> None:
    track(store, file)
    link_item(file, 5, ["docker"])
    assert read_standing(store).self_marked == {"jwt", "docker"}


def test_a_list_that_is_away_keeps_its_marks(store: Store, file: Path) -> None:
    track(store, file)
    file.rename(file.with_name("away.md"))
    assert read_standing(store).self_marked == {"jwt"}
    file.with_name("away.md").rename(file)
    sidecar_of(file).write_bytes(b"damaged")
    assert read_standing(store).self_marked == {"jwt"}


def test_a_list_that_has_not_changed_is_not_read_again(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track(store, file)
    store.record(report("notes-crud"), file.parent)
    tick_tracked(store)
    monkeypatch.setattr(learner_file, "open_checklist", lambda _path: 1 / 0)
    assert read_standing(store).self_marked == {"jwt"}


# Standing ------------------------------------------------------------------------------------------


def checks(store: Store, exercise: str, stack: str) -> tuple[int, int, bool]:
    standing: Standing = read_standing(store)
    found = standing.progress[exercise, stack]
    return found.passed, found.total, found.complete


def test_the_best_attempt_of_each_stack_counts(store: Store, tmp_path: Path) -> None:
    half = (result("a"), result("b", Outcome.FAILED))
    for results in (
        half,
        (result("a"), result("b")),
        (result("a", Outcome.FAILED), result("b", Outcome.FAILED)),
    ):
        store.record(report(results=results), tmp_path)
    store.record(report(stack="fastapi", results=half), tmp_path)
    assert checks(store, "quotes-api", "express") == (2, 2, True)
    assert checks(store, "quotes-api", "fastapi") == (1, 2, False)


def test_a_part_of_the_checks_is_never_the_whole(store: Store, tmp_path: Path) -> None:
    store.record(report(verdict=Verdict.PARTIAL), tmp_path)
    passed, total, complete = checks(store, "quotes-api", "express")
    assert passed == 1 < total
    assert not complete


def test_a_server_that_never_started_is_no_check_of_all(store: Store, tmp_path: Path) -> None:
    store.record(not_checked(Verdict.CRASHED), tmp_path)
    passed, total, complete = checks(store, "quotes-api", "express")
    assert (passed, complete) == (0, False)
    assert total > 5
