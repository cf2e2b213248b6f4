"""`roadmap list`, `show` and `export`, `next` and `status`: one source of states and totals."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.catalog.roadmaps import ORDER
from roadmap_lab.grading.events import Outcome
from roadmap_lab.progress.store import open_store
from tests.reports import report, result

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.grading.report import Report
    from tests.cli.conftest import Said

    Here = Callable[..., Said]

TOTALS = {"done", "in_progress", "open", "total", "proven", "self_marked", "ready", "planned"}
HALF = (result("list"), result("create", Outcome.FAILED))


def record(*reports: Report) -> None:
    with open_store() as store:
        for one in reports:
            store.record(one, Path("/project"))


def data(said: Said) -> Any:
    assert said.code == 0, said.err
    envelope = said.json()
    assert (envelope["schema"], envelope["ok"]) == ("roadmap-lab/1", True)
    return envelope["data"]


def items(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for section in shown["sections"] for item in section["items"]}


def test_totals_are_the_same_everywhere_and_add_up(here: Here) -> None:
    record(report("notes-crud", results=HALF), report("quotes-api"))
    here("roadmap", "export", "levels", "-o", "mine.md")
    mine = Path("mine.md")
    mine.write_text(mine.read_text(encoding="utf-8").replace("[ ] Version", "[x] Version"), encoding="utf-8")
    here("roadmap", "track", "mine.md")
    listed = {one["name"]: one["totals"] for one in data(here("roadmap", "list", "--json"))["roadmaps"]}
    status = {one["name"]: one["totals"] for one in data(here("status", "--json"))["roadmaps"]}
    assert list(listed) == list(ORDER)
    assert listed == status
    for name, totals in listed.items():
        shown = data(here("roadmap", "show", name, "--json"))
        assert shown["totals"] == totals
        assert set(totals) == TOTALS
        assert totals["done"] + totals["in_progress"] + totals["open"] == totals["total"] == len(items(shown))
        assert totals["proven"] + totals["self_marked"] == totals["done"]
        assert sum(section["totals"]["total"] for section in shown["sections"]) == totals["total"]
        exported = data(here("roadmap", "export", name, "--format", "json", "--json"))
        assert json.loads(exported["text"])["totals"] == totals
    assert listed["phases"]["proven"] == 4
    assert listed["phases"]["in_progress"] > 0
    assert listed["levels"]["self_marked"] == 1
    assert "1 of 70 done (1 by your own tick)" in here("status").out


def test_an_item_shows_its_state_and_what_would_prove_it(here: Here) -> None:
    record(report("notes-crud", results=HALF), report("quotes-api"))
    found = items(data(here("roadmap", "show", "phases", "--json")))
    assert set(found["phase-2.crud"]) == {
        *("id", "title", "tag", "state", "skills", "open_skills", "checks", "proven_by", "to_do", "to_come")
    }
    assert found["phase-2.crud"]["state"] == "in-progress"
    assert found["phase-2.crud"]["checks"] == {"passed": 1, "total": 2}
    assert found["phase-2.crud"]["to_do"] == ["notes-crud"]
    assert found["phase-1.json"]["state"] == "proven"
    assert found["phase-4.jwt"]["state"] == "planned"
    assert found["phase-4.jwt"]["to_come"]
    said = here("roadmap", "show", "phases", "--section", "Phase 2")
    assert "1 of 2 checks; notes-crud" in said.out
    assert "Phase 1" not in said.out


@pytest.mark.parametrize("wanted", ["level-3", "LEVEL 3", "Databases"])
def test_one_section_is_shown_by_id_level_or_title(here: Here, wanted: str) -> None:
    shown = data(here("roadmap", "show", "levels", "--section", wanted, "--json"))
    assert [section["id"] for section in shown["sections"]] == ["level-3"]
    assert shown["totals"]["total"] == 70, "of the whole roadmap"


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("roadmap", "show", "phase"), "there is no roadmap 'phase'", "did you mean phases?"),
        (("roadmap", "show", "../skills"), "there is no roadmap", "core-advanced, levels"),
        (("roadmap", "export", "level"), "there is no roadmap 'level'", "did you mean levels?"),
        (("next", "--roadmap", "carrer"), "there is no roadmap", "did you mean career?"),
        (("roadmap", "show", "levels", "--section", "level-99"), "levels has no section", "level-9"),
        (
            ("roadmap", "show", "levels", "--section", "data"),
            "levels has no section",
            "did you mean level-3?",
        ),
        (("roadmap", "shwo"), "there is no command 'roadmap shwo'; did you mean show", "roadmap --help"),
        (("roadmap", "export", "levels", "--format", "pdf"), "'pdf' is not one of", "--help"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    here: Here, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    said = here(*arguments)
    assert said.code == 2
    assert message in said.err
    assert hint in said.err
    assert said.out == ""


def test_help_lists_the_verbs_without_importing_them(here: Here) -> None:
    said = here("roadmap", "--help")
    for verb in ("list", "show", "match", "track", "untrack", "tick", "link", "export"):
        assert f"\n  {verb} " in said.out
        assert here("roadmap", verb, "--help").code == 0


# Export --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "begin"), [("md", "# "), ("json", "{"), ("html", "<!doctype html>")])
def test_a_roadmap_is_printed_or_written(here: Here, tmp_path: Path, kind: str, begin: str) -> None:
    record(report("quotes-api"))
    printed = here("roadmap", "export", "phases", "--format", kind)
    assert printed.out.startswith(begin)
    said = here("roadmap", "export", "phases", "--format", kind, "-o", f"out.{kind}")
    assert said.code == 0
    written = tmp_path / "here" / f"out.{kind}"
    assert written.read_text(encoding="utf-8") == printed.out


def test_a_new_file_has_the_mode_that_new_files_have(here: Here) -> None:
    before = os.umask(0o027)
    try:
        here("roadmap", "export", "phases", "-o", "mine.md")
    finally:
        os.umask(before)
    assert Path("mine.md").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_there_is_replaced_only_when_told_to(here: Here, tmp_path: Path) -> None:
    mine = tmp_path / "here" / "mine.md"
    mine.write_text("my own notes")
    said = here("roadmap", "export", "phases", "-o", "mine.md")
    assert (said.code, mine.read_text()) == (2, "my own notes")
    assert "--force" in said.err
    assert here("roadmap", "export", "phases", "-o", "mine.md", "--force").code == 0
    assert mine.read_text(encoding="utf-8").startswith("# ")


def test_a_file_cannot_be_written_to_no_folder(here: Here) -> None:
    said = here("roadmap", "export", "phases", "-o", "nowhere/mine.md")
    assert said.code == 3
    assert "nowhere/mine.md cannot be written" in said.err
    assert here("roadmap", "export", "phases", "-o", ".").code == 2


# Next ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ORDER)
def test_next_on_a_roadmap_is_an_item_that_can_be_begun_and_says_why(here: Here, name: str) -> None:
    step = data(here("next", "--roadmap", name, "--json"))
    assert set(step) == {"exercise", "reason", "minutes", "stacks", "roadmap", "item", "counts_for"}
    assert step["roadmap"] == name
    assert step["exercise"] in step["item"]["to_do"]
    assert step["item"]["state"] in {"ready", "in-progress"}
    assert step["item"]["id"] in {one["id"] for one in step["counts_for"]}
    said = here("next", "--roadmap", name).out
    assert step["item"]["title"] in said
    assert f"Because {step['reason']}." in said
    assert f"roadmap-lab new {step['exercise']}" in said


def test_next_says_in_which_stack_where_the_item_asks_for_one(here: Here) -> None:
    record(report("quotes-api", "express"), report("notes-crud", "fastapi"))
    step = data(here("next", "--roadmap", "core-advanced", "--json"))
    assert step["item"]["title"].startswith(("Node.js", "Express"))
    assert step["stacks"] == ["express"]
    assert "roadmap-lab new notes-crud --stack express" in here("next", "--roadmap", "core-advanced").out


def test_next_without_a_roadmap_goes_by_the_exercises_and_names_their_items(here: Here) -> None:
    step = data(here("next", "--json"))
    assert step["exercise"] == "quotes-api"
    assert step["roadmap"] == "phases"
    assert {one["roadmap"] for one in step["counts_for"]} >= {"phases"}


def test_when_nothing_can_be_done_on_a_roadmap_it_says_so(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lab.progress.standing.load_exercises", lambda: ())
    said = here("next", "--roadmap", "career")
    assert "Nothing on career can be done now" in said.out
    assert data(here("next", "--roadmap", "career", "--json")) == {
        "exercise": None,
        "roadmap": "career",
        "item": None,
    }
