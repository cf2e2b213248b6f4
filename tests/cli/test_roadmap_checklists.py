"""`roadmap match`, `track`, `untrack`, `tick` and `link`, and what a passing grade does to tracked lists."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.grading.events import Outcome
from roadmap_lab.progress.store import open_store
from tests.reports import report, result

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.grading.report import Report
    from tests.cli.conftest import Said

    Here = Callable[..., Said]

CHECKLISTS = Path(__file__).parents[1] / "data" / "checklists"
# What notes-crud alone ticks in each of the five; the lines are pinned in tests/checklists as well.
BY_NOTES = {
    "1-core-advanced.md": [],
    "2-levels.md": [28, 29],
    "3-phases.md": [37, 38, 42],
    "4-topics.md": [],
    "5-junior-mid-senior.md": [],
}
LIST = "# Backend\n\n- [ ] CRUD routes\n- [x] JWT\n- [ ] Buy milk\n- [ ] CRUD routes and SAML\n"
ITEM = {"line", "text", "headings", "ticked", "skills", "confidence", "tick", "why", "proven_by"}


@pytest.fixture
def file(here: Here) -> Path:
    del here  # it has made a folder of its own the current one
    path = Path("list.md")
    path.write_text(LIST, encoding="utf-8")
    return path


def record(*reports: Report) -> None:
    with open_store() as store:
        for one in reports:
            store.record(one, Path("/project"))


def data(said: Said) -> Any:
    assert said.code == 0, said.err
    return said.json()["data"]


def refused(said: Said, code: int, *words: str) -> None:
    assert said.code == code, said.out + said.err
    for word in words:
        assert word in said.err
    assert "hint:" in said.err
    assert "Traceback" not in said.err


# Match ---------------------------------------------------------------------------------------------


def test_match_says_of_each_item_what_it_means_how_sure_and_why(here: Here, file: Path) -> None:
    found = data(here("roadmap", "match", file, "--json"))
    assert set(found) == {"file", "boxes", "items"}
    assert found["file"] == str(file.resolve())
    assert found["boxes"] == 4
    assert [set(item) for item in found["items"]] == [ITEM] * 4
    crud, jwt, milk, both = found["items"]
    assert (crud["line"], crud["skills"], crud["tick"]) == (3, ["crud-routes"], True)
    assert (crud["proven_by"], crud["confidence"], crud["ticked"]) == (["notes-crud"], 1.0, False)
    assert jwt["ticked"] is True
    assert (milk["skills"], milk["tick"], milk["confidence"]) == ([], False, 0.0)
    assert (both["tick"], "saml" in both["why"]) == (False, True)
    said = here("roadmap", "match", file)
    assert "2 matched, 1 unsure, 1 without a skill here" in said.out
    assert "roadmap-lab roadmap link list.md:6 SKILL" in said.out


def test_match_leaves_the_file_alone_and_shows_no_escape_sequence(here: Here, file: Path) -> None:
    file.write_text("- [ ] \x1b[31mred\x07 JWT\n", encoding="utf-8")
    said = here("roadmap", "match", file)
    assert "\x1b" not in said.out
    assert "\x07" not in said.out
    assert file.read_text(encoding="utf-8") == "- [ ] \x1b[31mred\x07 JWT\n"


@pytest.mark.parametrize("content", ["", "\n", "words only, of one long sentence. " * 9])
def test_a_file_without_items_has_none(here: Here, file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    assert data(here("roadmap", "match", file, "--json"))["items"] == []
    assert "0 items" in here("roadmap", "match", file).out


# Bad input -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("verb", ["match", "track", "tick"])
def test_a_file_that_cannot_be_read_is_told(here: Here, verb: str) -> None:
    Path("folder").mkdir()
    Path("photo.md").write_bytes(b"\x89PNG\r\n\0\0\0")
    Path("huge.md").write_bytes(b"- [ ] x\n" * 300_000)
    os.mkfifo("pipe.md")
    Path("dangling.md").symlink_to("nowhere.md")
    refused(here("roadmap", verb, "lsit.md"), 2, "there is no file lsit.md", "did you mean list.md?")
    refused(here("roadmap", verb, "no/where.md"), 2, "there is no file no/where.md")
    refused(here("roadmap", verb, "list.md/x"), 2, "there is no file list.md/x")
    refused(here("roadmap", verb, "folder"), 2, "folder is a folder", "name a file in it")
    refused(here("roadmap", verb, "photo.md"), 2, "photo.md is not a text file")
    refused(here("roadmap", verb, "huge.md"), 2, "huge.md is too large")
    refused(here("roadmap", verb, "pipe.md"), 2, "pipe.md is not an ordinary file")
    refused(here("roadmap", verb, "dangling.md"), 2, "there is no file dangling.md")
    refused(here("roadmap", verb, "x" * 300), 3, "cannot be read")
    with open_store() as store:
        assert store.tracked() == ()


def test_a_file_without_the_right_to_read_it_is_the_machines(
    here: Here, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def forbidden(path: Path, *arguments: Any, **options: Any) -> Any:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    refused(here("roadmap", "match", file), 3, "list.md cannot be read: Permission denied", "permissions")


def test_a_file_that_may_not_be_written_keeps_its_bytes(
    here: Here, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(report("notes-crud"))
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    refused(here("roadmap", "tick", file), 3, "list.md cannot be written: Permission denied")
    assert file.read_text(encoding="utf-8") == LIST


# Tick ----------------------------------------------------------------------------------------------


def test_a_dry_run_shows_the_diff_and_changes_nothing(here: Here, file: Path) -> None:
    record(report("notes-crud"))
    before = file.stat()
    said = here("roadmap", "tick", file, "--dry-run")
    assert "-- [ ] CRUD routes\n+- [x] CRUD routes\n" in said.out
    assert "1 box would be ticked; nothing was changed" in said.out
    found = data(here("roadmap", "tick", file, "--dry-run", "--json"))
    assert found["dry_run"] is True
    assert [item["line"] for item in found["ticked"]] == [3]
    assert "+- [x] CRUD routes" in found["diff"]
    after = file.stat()
    assert file.read_text(encoding="utf-8") == LIST
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_tick_ticks_once_and_leaves_the_unsure_and_the_hand_made(here: Here, file: Path) -> None:
    record(report("notes-crud"))
    said = here("roadmap", "tick", file)
    assert "Ticked 1 box in list.md:\n  ✓ line 3    CRUD routes" in said.out
    assert "1 more is ticked by you" in said.out
    assert "? line 6    CRUD routes and SAML" in said.out
    assert file.read_text(encoding="utf-8") == LIST.replace("[ ] CRUD routes\n", "[x] CRUD routes\n")
    assert "Nothing to tick" in here("roadmap", "tick", file).out
    found = data(here("roadmap", "tick", file, "--accept", "--json"))
    assert set(found) == {"file", "dry_run", "ticked", "unsure", "by_hand", "diff"}
    assert [item["line"] for item in found["ticked"]] == [6]
    assert [item["line"] for item in found["by_hand"]] == [4]
    assert file.read_text(encoding="utf-8").count("[x] CRUD") == 2


def test_nothing_is_ticked_before_anything_is_proven(here: Here, file: Path) -> None:
    assert "Nothing to tick" in here("roadmap", "tick", file, "--accept").out
    assert file.read_text(encoding="utf-8") == LIST


def test_a_file_without_boxes_is_told_how_to_get_them(here: Here) -> None:
    shutil.copy(CHECKLISTS / "4-topics.md", "topics.md")
    assert "has no boxes to tick: write an item as `- [ ] item`" in here("roadmap", "tick", "topics.md").out
    assert "has no boxes to tick" in here("roadmap", "track", "topics.md").out


def test_mode_line_ends_and_byte_order_mark_survive(here: Here, file: Path) -> None:
    record(report("notes-crud"))
    content = b"\xef\xbb\xbf# Backend\r\n\r\n* [ ] CRUD routes caf\xe9\r\n* [ ] CRUD routes\r\n"
    file.write_bytes(content)
    file.chmod(0o640)
    assert here("roadmap", "tick", file).code == 0
    assert file.read_bytes() == content.replace(b"[ ] CRUD routes\r", b"[x] CRUD routes\r")
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in Path().iterdir()) == ["list.md"]


# Link ----------------------------------------------------------------------------------------------


def test_a_link_settles_an_item_beside_the_file(here: Here, file: Path) -> None:
    record(report("notes-crud"), report("quotes-api"))
    found = data(here("roadmap", "link", "list.md:5", "crud-routes", "json-format", "--json"))
    assert [(one["line"], one["skills"], one["why"]) for one in found["items"]] == [
        (5, ["crud-routes", "json-format"], "linked by you")
    ]
    assert file.read_text(encoding="utf-8") == LIST
    sidecar = json.loads(Path(".list.md.roadmap-lab.json").read_text(encoding="utf-8"))
    assert sidecar["links"] == [
        {"text": "buy milk", "heading": "backend", "skills": ["crud-routes", "json-format"]}
    ]
    here("roadmap", "tick", file)
    assert "[x] Buy milk" in file.read_text(encoding="utf-8")


def test_a_link_may_say_that_an_item_means_nothing_and_be_taken_back(here: Here, file: Path) -> None:
    record(report("notes-crud"))
    assert "no skill" in here("roadmap", "link", "list.md:3", "--none").out
    assert "Nothing to tick" in here("roadmap", "tick", file).out
    assert "crud-routes" in here("roadmap", "link", "list.md:3", "--forget").out
    assert "Ticked 1 box" in here("roadmap", "tick", file).out


@pytest.mark.usefixtures("file")
def test_a_skill_may_be_named_by_its_title(here: Here) -> None:
    found = data(here("roadmap", "link", "list.md:5", "crud routes of a resource", "--json"))
    assert found["items"][0]["skills"] == ["crud-routes"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list.md:99", "jwt"), ("line 99 holds no item", "line 6: CRUD routes and SAML")),
        (("list.md:1", "jwt"), ("line 1 holds no item", "line 3: CRUD routes")),
        (("list.md:0", "jwt"), ("line 0 holds no item",)),
        (("list.md", "jwt"), ("'list.md' names no line of a file", "roadmap.md:12")),
        (("list.md:-3", "jwt"), ("names no line",)),
        (("list.md:²", "jwt"), ("names no line",)),
        (("list.md:" + "9" * 50, "jwt"), ("names no line",)),
        ((":3", "jwt"), ("names no line",)),
        (("lost.md:3", "jwt"), ("there is no file lost.md",)),
        (("list.md:3", "crud-rout"), ("there is no skill 'crud-rout'", "did you mean crud-routes")),
        (("list.md:3", "zzzzzz"), ("there is no skill", "roadmap show NAME --json")),
        (("list.md:3",), ("name the skills", "--none")),
        (("list.md:3", "jwt", "--none"), ("name the skills", "--none")),
    ],
)
def test_a_wrong_link_is_told(
    here: Here, file: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    refused(here("roadmap", "link", *arguments), 2, *words)
    assert [path.name for path in Path().iterdir()] == [file.name]


@pytest.mark.parametrize("content", [b"{", b"\xff\xff", b'{"format": 9, "links": []}', b"[]"])
@pytest.mark.parametrize("verb", ["match", "tick", "track"])
def test_a_damaged_sidecar_is_told_by_its_name(here: Here, file: Path, verb: str, content: bytes) -> None:
    Path(".list.md.roadmap-lab.json").write_bytes(content)
    refused(here("roadmap", verb, file), 2, ".list.md.roadmap-lab.json is")
    assert Path(".list.md.roadmap-lab.json").read_bytes() == content


# Track, and the grades -----------------------------------------------------------------------------


def test_a_list_is_tracked_listed_and_forgotten(here: Here, file: Path) -> None:
    said = here("roadmap", "track", file)
    assert "4 items, all with a box; 2 matched" in said.out
    found = data(here("roadmap", "track", file, "--json"))
    assert found == {
        "file": str(file.resolve()),
        "new": False,
        "items": 4,
        "boxes": 4,
        "matched": 2,
        "proven_already": 0,
    }
    assert data(here("roadmap", "list", "--json"))["tracked"] == [
        {"file": str(file.resolve()), "found": True}
    ]
    file.unlink()
    assert "(not there now)" in here("roadmap", "list").out
    refused(here("roadmap", "untrack", "lst.md"), 2, "is not tracked", "did you mean", "list.md")
    assert data(here("roadmap", "untrack", file, "--json")) == {"file": str(file.resolve())}
    refused(here("roadmap", "untrack", file), 2, "is not tracked", "no checklist is tracked")


def test_track_says_what_is_proven_already_and_writes_nothing(here: Here, file: Path) -> None:
    record(report("notes-crud"))
    assert "1 open box proven already: roadmap-lab roadmap tick list.md" in here("roadmap", "track", file).out
    assert file.read_text(encoding="utf-8") == LIST


def grade_as(monkeypatch: pytest.MonkeyPatch, made: Report) -> None:
    monkeypatch.setattr("roadmap_lab.grading.grade.grade", lambda *_: made)


def changed(name: str) -> list[int]:
    pairs = zip(
        (CHECKLISTS / name).read_bytes().split(b"\n"), Path(name).read_bytes().split(b"\n"), strict=True
    )
    return [number for number, (old, new) in enumerate(pairs, 1) if old != new]


def test_a_pass_ticks_exactly_its_boxes_in_all_five_checklists(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in BY_NOTES:
        shutil.copy(CHECKLISTS / name, name)
        assert here("roadmap", "track", name).code == 0
    grade_as(monkeypatch, report("notes-crud", "fastapi"))
    graded = data(here("grade", ".", "--json"))
    assert {
        Path(one["file"]).name: [item["line"] for item in one["ticked"]] for one in graded["checklists"]
    } == (BY_NOTES)
    assert all(set(one) == {"file", "ticked", "unsure", "warning"} for one in graded["checklists"])
    assert [one["warning"] for one in graded["checklists"]] == [None] * 5
    assert {name: changed(name) for name in BY_NOTES} == BY_NOTES


def test_a_pass_says_which_boxes_of_which_file_it_ticked(
    here: Here, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("roadmap", "track", file)
    grade_as(monkeypatch, report("notes-crud"))
    said = here("grade", ".")
    assert said.code == 0
    assert f"Ticked in {file.resolve()}:\n  ✓ line 3    CRUD routes\n" in said.out
    assert f"link {file.resolve()}:6 SKILL" in said.out


def test_a_list_that_is_gone_is_a_warning_of_a_passed_grade(
    here: Here, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("roadmap", "track", file)
    file.unlink()
    grade_as(monkeypatch, report("notes-crud"))
    said = here("grade", ".")
    assert said.code == 0
    assert f"Not ticked: there is no file {file.resolve()}" in said.out
    assert "What you have proven is kept" in said.out
    file.write_text(LIST, encoding="utf-8")
    assert "Ticked 1 box" in here("roadmap", "tick", file).out


FAKE_GRADE = """
import sys
import msgspec
import roadmap_lab.grading.grade as grading
from roadmap_lab.grading.report import Report
from roadmap_lab.cli.main import main
made = msgspec.json.decode(sys.argv[1], type=Report)
grading.grade = lambda *_: made
try:
    main(["grade", ".", "--json"])
except SystemExit:
    print(*sorted({"markdown_it", "rapidfuzz"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("tracked", "outcome", "imported"),
    [
        (True, Outcome.FAILED, ""),
        (False, Outcome.PASSED, ""),
        (True, Outcome.PASSED, "markdown_it rapidfuzz"),
    ],
)
def test_only_a_pass_with_tracked_lists_reads_markdown(
    here: Here, file: Path, *, tracked: bool, outcome: Outcome, imported: str
) -> None:
    import msgspec  # noqa: PLC0415

    if tracked:
        here("roadmap", "track", file)
    record(report("notes-crud"))  # so there is something to tick, had the grade passed
    made = msgspec.json.encode(report("quotes-api", results=(result("list", outcome),))).decode()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FAKE_GRADE, made],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.strip() == imported
    assert (file.read_text(encoding="utf-8") != LIST) is bool(imported)
