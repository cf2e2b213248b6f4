"""`roadmap-lab adopt`: a folder that is there becomes a project, and nothing in it is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Lab

ANSWERS = ".copier-answers.yml"


@pytest.fixture
def folder(lab: Lab) -> Path:
    return write_files(lab.folder / "mine", {"Dockerfile": "FROM scratch\n", "main.rb": "puts 1\n"})


def test_one_file_is_added(lab: Lab, folder: Path) -> None:
    ran = lab.run("adopt", "quotes-api", cwd=folder)

    assert ran.code == 0, ran.err
    assert sorted(one.name for one in folder.iterdir()) == [ANSWERS, "Dockerfile", "main.rb"]
    assert "exercise: quotes-api" in (folder / ANSWERS).read_text()
    assert "roadmap-lab grade" in ran.out
    assert "write " not in ran.out, "nothing is missing"


def test_what_is_missing_is_named(lab: Lab) -> None:
    empty = write_files(lab.folder / "empty", {"notes.txt": ""})

    ran = lab.run("adopt", "feedback-queue", empty, "--json")

    assert ran.json()["data"]["missing"] == ["Dockerfile", "Procfile", "compose.yaml"]


def test_another_stack_can_be_named(lab: Lab, folder: Path) -> None:
    ran = lab.run("adopt", "notes-crud", folder, "--stack", "express")

    assert ran.code == 0, ran.err
    assert "stack: express" in (folder / ANSWERS).read_text()
    assert "write package.json" in ran.out


def test_a_project_is_not_adopted_twice(lab: Lab, folder: Path) -> None:
    assert lab.run("adopt", "quotes-api", folder).code == 0

    ran = lab.run("adopt", "notes-crud", folder)

    assert ran.code == 2
    assert "is a project already" in ran.err
    assert "quotes-api" in (folder / ANSWERS).read_text()


def test_a_link_in_its_place_is_not_followed(lab: Lab, folder: Path) -> None:
    (folder / ANSWERS).symlink_to(lab.folder / "elsewhere")

    assert lab.run("adopt", "quotes-api", folder).code == 2
    assert not (lab.folder / "elsewhere").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["quotes-ap", "mine"], "did you mean quotes-api"),
        (["quotes-api", "nowhere"], "there is no folder nowhere"),
        (["quotes-api", "mine", "--stack", "dokcer"], "did you mean docker?"),
    ],
)
def test_wrong_words_are_explained(lab: Lab, folder: Path, words: list[str], said: str) -> None:
    ran = lab.run("adopt", *words)

    assert ran.code == 2
    assert said in ran.err
    assert not (folder / ANSWERS).exists()
