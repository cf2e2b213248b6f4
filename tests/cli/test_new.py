from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import msgspec
import pexpect
import pytest

from roadmap_lab import resources
from roadmap_lab.catalog.exercises import exercise_ids, load_exercise
from roadmap_lab.catalog.stack_definitions import stacks_of
from roadmap_lab.project.answers import ANSWERS_FILE, read_answers
from roadmap_lab.project.scaffold import STACK_ANSWERS_FILE
from roadmap_lab.project.submission import freeze

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said
    from tests.conftest import Lab

ALL = [(exercise, stack) for exercise in exercise_ids() for stack in stacks_of(load_exercise(exercise))]
PAIRS = [(exercise, stack) for exercise, stack in ALL if exercise in {"quotes-api", "feedback-queue"}]
LOCKS = {"package-lock.json", "requirements.txt", "go.sum", "pom.xml", "Dockerfile"}


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def stack_of(folder: Path) -> object:
    return msgspec.yaml.decode((folder / STACK_ANSWERS_FILE).read_bytes())["stack"]


@pytest.mark.parametrize(("exercise", "stack"), ALL)
def test_a_project_has_what_a_learner_needs(lab: Lab, exercise: str, stack: str) -> None:
    ran = lab.run("new", exercise, "mine", "--stack", stack)
    assert (ran.code, ran.err) == (0, "")
    assert "cd mine" in ran.out
    folder = lab.folder / "mine"
    answers = read_answers(folder)
    assert (answers.exercise, answers.stack) == (exercise, stack)
    files = everything(folder)
    assert {"README.md", ".env.example", ".gitignore", "requests.http", ANSWERS_FILE} <= set(files)
    assert LOCKS & set(files)
    assert any("test" in name.lower() for name in files) or stack == "docker"
    if stack == "docker" and load_exercise(exercise).manifest.processes == ("web",):
        assert "Procfile" not in files, "the image names its command"
    else:
        assert b"web:" in files["Procfile"]
    leftovers = [
        name for name in files if "__pycache__" in name or name.endswith((".jinja", ".pyc", "copier.yml"))
    ]
    assert leftovers == []
    assert b"{{" not in files["README.md"] + files.get("Procfile", b"")
    assert freeze(folder).files


def test_the_folder_is_named_like_the_exercise_where_none_is_given(lab: Lab) -> None:
    assert lab.run("new", "quotes-api", "--defaults").code == 0
    assert [path.name for path in lab.folder.iterdir()] == ["quotes-api"]
    assert read_answers(lab.folder / "quotes-api").stack == "express"


@pytest.mark.parametrize(("exercise", "stack"), PAIRS)
def test_two_projects_of_one_name_are_the_same_to_the_byte(
    here: Callable[..., Said], tmp_path: Path, exercise: str, stack: str
) -> None:
    for parent in ("one", "two"):
        assert here("new", exercise, f"{parent}/mine", "--stack", stack).code == 0
    one, two = tmp_path / "here" / "one", tmp_path / "here" / "two"
    assert everything(one) == everything(two)
    assert freeze(one / "mine") == freeze(two / "mine")


def test_nothing_of_this_machine_is_in_a_project(lab: Lab) -> None:
    assert lab.run("new", "quotes-api", "mine", "--defaults").code == 0
    places = [str(lab.folder).encode(), str(resources.TEMPLATES).encode()]
    assert [
        name for name, text in everything(lab.folder / "mine").items() if any(one in text for one in places)
    ] == []


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "ünï",
        "a: b",
        '"quoted"',
        "it's",
        "-dash",
        "{{ 7*7 }}",
        "#x",
        "new\nline",
        "🎉",
    ],
)
def test_a_project_may_have_any_name(here: Callable[..., Said], tmp_path: Path, name: str) -> None:
    said = here("new", "--defaults", "--", "notes-crud", name)
    assert said.code == 0, said.err
    assert read_answers(tmp_path / "here" / name).exercise == "notes-crud"


def test_a_name_that_is_no_text_is_refused(lab: Lab) -> None:
    ran = lab.run("new", "--defaults", "quotes-api", os.fsdecode(b"\xff"))
    assert (ran.code, list(lab.folder.iterdir())) == (2, [])
    assert "is not valid UTF-8" in ran.err


def test_an_empty_folder_is_used(lab: Lab) -> None:
    (lab.folder / "mine").mkdir()
    assert lab.run("new", "quotes-api", ".", "--defaults", cwd=lab.folder / "mine").code == 0
    assert stack_of(lab.folder / "mine") == "express"


def test_a_folder_with_something_in_it_is_refused_untouched(lab: Lab) -> None:
    (lab.folder / "mine").mkdir()
    (lab.folder / "mine" / ".hidden").touch()
    ran = lab.run("new", "quotes-api", "mine", "--defaults")
    assert ran.code == 2
    assert "is not empty" in ran.err
    assert list(everything(lab.folder)) == ["mine/.hidden"]


@pytest.mark.parametrize("kind", ["file", "link", "broken-link"])
def test_what_is_no_folder_is_refused_untouched(lab: Lab, kind: str) -> None:
    if kind == "file":
        (lab.folder / "mine").touch()
    else:
        (lab.folder / "mine").symlink_to("elsewhere")
    if kind == "link":
        (lab.folder / "elsewhere").mkdir()
    ran = lab.run("new", "quotes-api", "mine", "--defaults")
    assert ran.code == 2
    assert "is not a folder" in ran.err
    assert everything(lab.folder) in ({}, {"mine": b""})


@pytest.mark.parametrize("target", ["file/mine", "x" * 300])
def test_a_place_that_cannot_be_written_is_the_machine(lab: Lab, target: str) -> None:
    (lab.folder / "file").touch()
    ran = lab.run("new", "quotes-api", target, "--defaults")
    assert ran.code in {2, 3}
    assert len(ran.err.splitlines()) == 2
    assert list(everything(lab.folder)) == ["file"]


def test_a_users_own_copier_settings_do_not_leak_in(lab: Lab) -> None:
    settings = lab.folder / "settings.yml"
    settings.write_text("defaults:\n  exercise: leaked\n  title: leaked\n  stack: leaked\n")
    ran = lab.run("new", "quotes-api", "mine", "--defaults", COPIER_SETTINGS_PATH=str(settings))
    assert ran.code == 0
    assert [name for name, text in everything(lab.folder / "mine").items() if b"leaked" in text] == []


def test_json_says_what_was_made_and_where(lab: Lab) -> None:
    ran = lab.run("new", "quotes-api", "mine", "--stack", "fastapi", "--json")
    assert ran.json() == {
        "schema": "roadmap-lab/1",
        "command": "new",
        "ok": True,
        "data": {
            "exercise": "quotes-api",
            "exercise_version": 1,
            "stack": "fastapi",
            "folder": str(lab.folder / "mine"),
        },
    }


# Templates that are broken -----------------------------------------------------------------------

BROKEN = {
    "syntax": ("broken.txt.jinja", "{% if %}"),
    "undefined filter": ("broken.txt.jinja", "{{ 1 | nothing }}"),
    "division": ("broken.txt.jinja", "{{ 1 / 0 }}"),
    "odd name": ("{% if x", "x"),
    "needs more": ("../copier.yml", '_min_copier_version: "99"\n'),
    "questions": ("../copier.yml", "a: [\n"),
    "tasks": ("../copier.yml", '_tasks: ["touch made-by-task"]\n'),
    "extensions": ("../copier.yml", "_jinja_extensions: [os.path]\n"),
}


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates that may be broken."""
    copy = tmp_path / "templates"
    shutil.copytree(resources.TEMPLATES, copy)
    for module in ("project.scaffold", "catalog.exercises", "catalog.stack_definitions"):
        monkeypatch.setattr(f"roadmap_lab.{module}.TEMPLATES", copy)
    return copy


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Copier leaves a folder open
@pytest.mark.parametrize(
    ("layer", "target"),
    [("stacks/express/template", "empty"), ("exercises/quotes-api/express", "deep/er/mine")],
)
@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_template_is_our_own_fault_and_leaves_nothing(
    here: Callable[..., Said], templates: Path, tmp_path: Path, layer: str, how: str, target: str
) -> None:
    name, content = BROKEN[how]
    (templates / layer / name).write_text(content)
    (tmp_path / "here" / "empty").mkdir()
    said = here("new", "quotes-api", target, "--stack", "express")
    assert (said.code, said.out) == (4, ""), said
    assert said.err.startswith("error: the template is broken: ")
    assert len(said.err.splitlines()) == 2
    assert [path.name for path in (tmp_path / "here").rglob("*")] == ["empty"]


@pytest.mark.parametrize("target", ["mine", "deep/mine", "empty"])
def test_an_interrupt_leaves_nothing(
    here: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("roadmap_lab.project.scaffold._move", interrupted)
    (tmp_path / "here" / "empty").mkdir()
    assert here("new", "quotes-api", target, "--defaults").code == 130
    assert [path.name for path in (tmp_path / "here").rglob("*")] == ["empty"]


def test_a_full_disk_in_the_middle_of_the_move_leaves_an_empty_folder_empty(
    here: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path as Moved  # noqa: PLC0415  # the class itself is bent

    rename, calls = Moved.rename, []

    def rename_thrice(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 3:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Moved, "rename", rename_thrice)
    (tmp_path / "here" / "empty").mkdir()
    said = here("new", "quotes-api", "empty", "--defaults")
    assert said.code == 3
    assert "No space left on device" in said.err
    assert [path.name for path in (tmp_path / "here").rglob("*")] == ["empty"]


# Asking ------------------------------------------------------------------------------------------


def on_terminal(lab: Lab, *arguments: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        ["-m", "roadmap_lab", "new", *arguments],
        cwd=str(lab.folder),
        env={**lab.environment, "TERM": "dumb"},
        encoding="utf-8",
        timeout=30,
    )


def test_on_a_terminal_it_asks_for_what_was_not_given(lab: Lab) -> None:
    terminal = on_terminal(lab)
    terminal.expect("Which exercise")
    terminal.sendline("nothing")
    terminal.expect("is not one of")
    terminal.sendline("quotes-api")
    terminal.expect("Which folder")
    terminal.sendline("mine")
    terminal.expect("Which stack")
    terminal.sendline("fastapi")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert read_answers(lab.folder / "mine").stack == "fastapi"


def test_on_a_terminal_defaults_never_ask(lab: Lab) -> None:
    terminal = on_terminal(lab, "quotes-api", "--defaults")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["interrupt", "end-of-input"])
def test_a_question_can_be_left(lab: Lab, key: str) -> None:
    terminal = on_terminal(lab, "quotes-api", "mine")
    terminal.expect("Which stack")
    terminal.send(key)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert list(lab.folder.iterdir()) == []


def test_the_answers_file_is_yaml_that_copier_can_update_from(lab: Lab) -> None:
    assert lab.run("new", "quotes-api", "mine", "--defaults").code == 0
    answers = msgspec.yaml.decode((lab.folder / "mine" / ANSWERS_FILE).read_bytes())
    assert answers["exercise_version"] == 1
