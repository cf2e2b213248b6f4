"""`progress export` and `import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.locations import HOME_VARIABLE
from roadmap_lab.progress.store import open_store
from tests.reports import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    Here = Callable[..., Said]


@pytest.fixture
def achieved(here: Here) -> None:
    del here
    with open_store() as store:
        for exercise in ("quotes-api", "notes-crud"):
            store.record(report(exercise), Path("/project"))


def data(said: Said) -> Any:
    assert said.code == 0, said.err
    return said.json()["data"]


@pytest.mark.usefixtures("achieved")
def test_progress_goes_to_another_machine_once(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("list.md").write_text("- [ ] JWT\n")
    here("roadmap", "track", "list.md")
    said = here("progress", "export", "mine.json")
    assert "2 attempts" in said.out
    skills = [tick["id"] for tick in data(here("status", "--json"))["skills"]]
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "elsewhere"))
    brought = data(here("progress", "import", "mine.json", "--json"))
    assert set(brought) == {"attempts_added", "attempts_known", "ticked", "tracked_elsewhere"}
    assert (brought["attempts_added"], brought["attempts_known"]) == (2, 0)
    assert sorted(brought["ticked"]) == sorted(skills)
    assert brought["tracked_elsewhere"] == [str(Path("list.md").resolve())]
    assert [tick["id"] for tick in data(here("status", "--json"))["skills"]] == skills
    again = here("progress", "import", "mine.json")
    assert "0 attempts added, 2 known already" in again.out
    assert "Ticked:" not in again.out


@pytest.mark.usefixtures("achieved")
def test_an_export_is_printed_where_no_file_is_named(here: Here) -> None:
    document = json.loads(here("progress", "export").out)
    assert set(document) == {"kind", "version", "exported_at", "digest", "content"}
    assert set(document["content"]) == {"attempts", "ticks", "hints", "tracked"}
    assert (document["kind"], document["version"]) == ("roadmap-lab progress", 1)
    assert data(here("progress", "export", "--json"))["content"] == document["content"]
    report = document["content"]["attempts"][0]["report"]
    assert {"grade_id", "exercise", "stack", "verdict", "results"} <= set(report)


@pytest.mark.usefixtures("achieved")
def test_an_export_replaces_nothing_by_itself(here: Here) -> None:
    Path("mine.json").write_text("precious")
    said = here("progress", "export", "mine.json")
    assert said.code == 2
    assert "--force" in said.err
    assert Path("mine.json").read_text() == "precious"
    counts = data(here("progress", "export", "mine.json", "--force", "--json"))
    assert (counts["attempts"], counts["hints"]) == (2, 0)


def test_nothing_can_be_exported_and_imported(here: Here) -> None:
    assert here("progress", "export", "empty.json").code == 0
    assert "0 attempts added" in here("progress", "import", "empty.json").out


@pytest.mark.parametrize("content", [b"", b"# Notes", b'{"kind": "else", "version": 1}', b"\0\xff"])
def test_a_foreign_file_changes_nothing(here: Here, content: bytes) -> None:
    Path("foreign.json").write_bytes(content)
    said = here("progress", "import", "foreign.json")
    assert said.code == 2
    assert "foreign.json holds no progress of roadmap-lab" in said.err
    assert "roadmap-lab progress export" in said.err
    assert data(here("status", "--json"))["last_attempts"] == []


def test_a_file_that_is_not_there_is_told(here: Here) -> None:
    said = here("progress", "import", "lost.json")
    assert said.code == 2
    assert "there is no file lost.json" in said.err
