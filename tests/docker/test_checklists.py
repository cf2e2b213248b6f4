"""A real pass ticks the right boxes, and no others, in the learner's own checklists."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Lab
    from tests.projects import Projects

pytestmark = pytest.mark.docker

CHECKLISTS = Path(__file__).parents[1] / "data" / "checklists"
LINES = {
    "1-core-advanced.md": [],
    "2-levels.md": [28, 29],
    "3-phases.md": [37, 38, 42],
    "4-topics.md": [],
    "5-junior-mid-senior.md": [],
}


def test_a_pass_of_notes_crud_ticks_its_boxes_in_all_five_checklists(lab: Lab, projects: Projects) -> None:
    for name in LINES:
        shutil.copy(CHECKLISTS / name, lab.folder / name)
        tracked = lab.run("roadmap", "track", name)
        assert tracked.code == 0, tracked.err
    starter = projects.make("notes-crud", "fastapi", solution=False, name="starter")

    failed = lab.run("grade", starter, "--json")
    untouched = {name: (lab.folder / name).read_bytes() for name in LINES}
    passed = lab.run("grade", projects.make("notes-crud", "fastapi"), "--json")

    assert (failed.code, passed.code) == (1, 0), failed.err + passed.err
    assert failed.json()["data"]["checklists"] == []
    assert untouched == {name: (CHECKLISTS / name).read_bytes() for name in LINES}
    ticked = passed.json()["data"]["checklists"]
    assert {Path(one["file"]).name: [item["line"] for item in one["ticked"]] for one in ticked} == LINES
    for name, lines in LINES.items():
        before = (CHECKLISTS / name).read_bytes().splitlines(keepends=True)
        after = (lab.folder / name).read_bytes().splitlines(keepends=True)
        for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            assert new == (old.replace(b"[ ]", b"[x]", 1) if number in lines else old)
