from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_lab.errors import UsageError
from roadmap_lab.project.answers import ANSWERS_FILE, Answers, read_answers

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "exercise: notes-crud\nexercise_version: 2\nstack: express\n"


def damaged(folder: Path, content: bytes | str) -> UsageError:
    (folder / ANSWERS_FILE).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UsageError) as caught:
        read_answers(folder)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


def test_a_projects_answers_are_read(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_text(f"# by Copier\n_src_path: x\n{GOOD}further: mine\n")
    assert read_answers(tmp_path) == Answers(exercise="notes-crud", exercise_version=2, stack="express")


def test_a_folder_without_answers_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a project"):
        read_answers(tmp_path)


def test_a_folder_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        read_answers(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="there is no folder"):
        read_answers(tmp_path / "file")


def test_answers_that_are_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ANSWERS_FILE)
    with pytest.raises(UsageError, match="is not an ordinary file"):
        read_answers(tmp_path)


def test_answers_that_are_a_link_are_refused_unread(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).symlink_to("/etc/passwd")
    with pytest.raises(UsageError, match="is a link") as caught:
        read_answers(tmp_path)
    assert "root:" not in caught.value.message


def test_answers_that_are_a_folder_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).mkdir()
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        read_answers(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "just words",
        "[]",
        "- exercise: a",
        "exercise: notes-crud\n",
        GOOD.replace("2", "two"),
        GOOD.replace("2", "2.5"),
        GOOD.replace("2", "true"),
        GOOD.replace("2", "0"),
        GOOD.replace("express", "x" * 101),
        GOOD.replace("2", "-1"),
        GOOD.replace("2", "'2'"),
        GOOD.replace("notes-crud", "7"),
        GOOD.replace("notes-crud", ""),
        GOOD.replace("express", "[express]"),
        GOOD.replace("notes-crud", "2030-13-45"),
        GOOD.replace("2", "9" * 5000),
        GOOD.replace("2", "!!int ''"),
        GOOD.replace("2", "!!bool x"),
        GOOD.replace("2", "!!timestamp x"),
        GOOD.replace("2", "!!float x"),
        GOOD.replace("notes-crud", "!!python/object/apply:os.getcwd []"),
        GOOD.replace("notes-crud", "*nothing"),
        GOOD + "a: [1, 2\n",
        GOOD + "a: 'open\n",
        GOOD + "\tb: 1\n",
        GOOD + "? [a]\n: b\n",
        "a: &a [*a]\n" + GOOD.replace("notes-crud", "*a"),
        b"exercise: \xff\xfe\n",
        b"\0\0\0\0",
        b"\xff\xfe" + GOOD.encode("utf-16-le") + b"x",
        "[" * 90_000,
        "a: " * 30_000,
        "x: " + "y" * 200_000 + "\n" + GOOD,
    ],
    ids=lambda content: repr(content[-40:]),
)
def test_damaged_answers_are_one_line_and_a_hint(tmp_path: Path, content: bytes | str) -> None:
    assert "is damaged: " in damaged(tmp_path, content).message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=80) | st.text("!&*[]{}:?-|>'\"#%@,0x1e.ab \n\t", max_size=60).map(str.encode))
def test_any_bytes_are_answers_or_a_usage_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ANSWERS_FILE).write_bytes(content)
    with pytest.raises(UsageError):
        read_answers(tmp_path)
