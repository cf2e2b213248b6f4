"""Every bad input that needs no engine: a line of what is wrong, one of what to do, the right exit code."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.grading.events import Outcome
from roadmap_lab.progress.database import Database
from roadmap_lab.project.answers import ANSWERS_FILE
from tests.conftest import Ran, write_files
from tests.reports import report, result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.cli.conftest import Said
    from tests.conftest import Lab

GOOD = "exercise: quotes-api\nexercise_version: 1\nstack: express\nproject_name: mine\n"
USAGE, ENVIRONMENT, OUR_FAULT = 2, 3, 4


def assert_error(ran: Ran, code: int, *words: str) -> None:
    """One line and one hint on standard error, nothing on standard output, no traceback."""
    lines = ran.err.splitlines()
    assert (ran.code, ran.out) == (code, ""), ran
    assert len(lines) == 2, ran.err
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("hint:  ")
    for one in words:
        assert one in ran.err


def project(lab: Lab, answers: str = GOOD) -> Path:
    return write_files(lab.folder / "mine", {ANSWERS_FILE: answers, "Procfile": "web: node .\n"})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nwe",), ("there is no command 'nwe'", "did you mean new")),
        (("status", "--bogus"), ("No such option", "roadmap-lab status --help")),
        (("status", "extra"), ("unexpected extra argument",)),
        (("new", "notes-crd", "--defaults"), ("no exercise 'notes-crd'", "did you mean notes-crud")),
        (("new", "zzzzzzz", "--defaults"), ("no exercise 'zzzzzzz'", "there is: ", "quotes-api")),
        (("new", "notes-crud", "--stack", "expres"), ("no stack 'expres'", "did you mean express?")),
        (("new", "notes-crud", "--stack", "cobol"), ("no stack 'cobol'", "there is: express, fastapi")),
        (("new", "notes-crud", "--stack", "../express"), ("no stack '../express'",)),
        (("new", "../exercises/notes-crud", "--defaults"), ("no exercise",)),
        (("new", "notes-crud"), ("say which stack: --stack express|fastapi",)),
        (("new",), ("say which exercise: ",)),
        (("show", "quote"), ("no exercise 'quote'", "did you mean quotes-api")),
        (("show",), ("Missing argument 'EXERCISE'",)),
        (("grade", "nowhere"), ("there is no folder nowhere", "roadmap-lab new")),
        (("grade", "--seed", "-1"), ("--seed",)),
        (("grade", "--junit", "nowhere/x.xml"), ("cannot be written: there is no folder",)),
        (("grade", "--junit", "."), ("--junit",)),
        (("grade", "--seed", str(2**32)), ("--seed",)),
        (("images", "build", "cobol"), ("there is no stack or exercise 'cobol'",)),
        (("images", "nothing"), ("No such command 'nothing'",)),
    ],
)
def test_wrong_words_are_a_usage_error(lab: Lab, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert_error(lab.run(*arguments), USAGE, *words)
    assert list(lab.folder.iterdir()) == []


def test_a_folder_that_is_no_project_cannot_be_graded(lab: Lab) -> None:
    assert_error(
        lab.run("grade"), USAGE, f"has no {ANSWERS_FILE}", "go to a folder that `roadmap-lab new` made"
    )


def test_a_file_is_no_project(lab: Lab) -> None:
    (lab.folder / "file").touch()
    assert_error(lab.run("grade", "file"), USAGE, "there is no folder file")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("exercise: [", ("is damaged", "git checkout")),
        ("", ("is damaged",)),
        ("[" * 90_000, ("is damaged", "nested too deeply")),
        ("exercise: \x1b[31m\n", ("is damaged",)),
        (GOOD.replace("quotes-api", "quotes-apis"), ("no exercise 'quotes-apis'", "did you mean quotes-api")),
        (GOOD.replace("quotes-api", "../x"), ("no exercise '../x'",)),
        (GOOD.replace("1", "2"), ("version 2 of quotes-api", "here is version 1", "pip install --upgrade")),
        (GOOD.replace("express", "deno"), ("quotes-api has no stack 'deno'",)),
    ],
    ids=["syntax", "empty", "deep", "escapes", "exercise", "path", "version", "stack"],
)
def test_answers_that_cannot_be_used_are_told(lab: Lab, answers: str, words: tuple[str, ...]) -> None:
    ran = lab.run("grade", project(lab, answers))
    assert_error(ran, USAGE, *words)
    assert "\x1b" not in ran.err


def test_damaged_answers_are_told_by_hint_as_well(lab: Lab) -> None:
    assert_error(lab.run("hint", cwd=project(lab, "exercise: [")), USAGE, "is damaged")


@pytest.mark.parametrize("link", ["/etc/passwd", "../../outside"])
def test_a_project_with_a_link_that_leaves_it_is_refused(lab: Lab, link: str) -> None:
    folder = project(lab)
    (folder / "out").symlink_to(link)
    assert_error(lab.run("grade", folder), USAGE, "out is a link that leaves the project")


def test_a_project_with_an_odd_name_in_it_is_refused_without_acting_on_the_terminal(lab: Lab) -> None:
    folder = project(lab)
    os.mkfifo(folder / "a\n\x1b[2Jb")
    ran = lab.run("grade", folder)
    assert_error(ran, USAGE, r"a\n\x1b[2Jb is neither a file")


def test_a_file_name_that_is_no_text_is_refused(lab: Lab) -> None:
    folder = project(lab)
    (folder / os.fsdecode(b"\xff\xfe")).touch()
    assert_error(lab.run("grade", folder), USAGE, "is not valid UTF-8")


@pytest.mark.parametrize(
    "arguments", [("images", "list"), ("images", "build"), ("images", "prune"), ("doctor", "--fix")]
)
def test_without_an_engine_it_is_the_machine(lab: Lab, arguments: tuple[str, ...]) -> None:
    assert_error(lab.run(*arguments), ENVIRONMENT, "no Docker engine answers at", "roadmap-lab doctor")


def test_a_grade_without_an_engine_is_the_machine_and_stores_nothing(lab: Lab) -> None:
    assert lab.run("new", "quotes-api", "--defaults").code == 0
    assert_error(
        lab.run("grade", "quotes-api"), ENVIRONMENT, "no Docker engine answers at", "roadmap-lab doctor"
    )
    assert lab.run("status", "--json").json()["data"]["last_attempts"] == []


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "nonsense", "unix://", "http://[", "ssh://nobody@127.0.0.1:1"]
)
def test_an_address_where_no_engine_is_is_the_machine(lab: Lab, address: str) -> None:
    assert_error(lab.run("images", "list", DOCKER_HOST=address), ENVIRONMENT, "no Docker engine answers at")


# The progress database ----------------------------------------------------------------------------


def damage(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)


def make_newer(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()


@pytest.mark.parametrize(
    "verb", [("status",), ("list",), ("next",), ("hint",), ("show", "quotes-api"), ("grade", ".")]
)
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (damage, ("is damaged", "put back a copy")),
        (make_newer, ("newer roadmap-lab (format 99", "pip install --upgrade")),
        (lambda path: path.mkdir(), ("cannot be used",)),
    ],
    ids=["damaged", "newer", "folder"],
)
def test_a_database_that_cannot_be_used_is_the_machine(
    here: Callable[..., Said],
    home: Path,
    tmp_path: Path,
    verb: tuple[str, ...],
    spoil: Callable[[Path], None],
    words: tuple[str, ...],
) -> None:
    home.mkdir()
    spoil(home / "progress.db")
    write_files(tmp_path / "here", {ANSWERS_FILE: GOOD})
    said = here(*verb)
    assert (said.code, said.out) == (ENVIRONMENT, "")
    assert len(said.err.splitlines()) == 2
    for one in words:
        assert one in said.err


def test_a_locked_database_is_the_machine(
    here: Callable[..., Said], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lab.progress.database.LOCK_SECONDS", 0.05)
    assert here("status").code == 0
    other = sqlite3.connect(home / "progress.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")  # in WAL mode readers don't wait for a writer
    other.execute("BEGIN EXCLUSIVE")
    said = here("status")
    other.close()
    assert (said.code, said.out) == (ENVIRONMENT, "")
    assert "is locked by another program" in said.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_verdict_that_cannot_be_stored_is_shown_and_the_machine_is_named(
    here: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    graded = report(results=(result("list"), result("create", Outcome.FAILED)))
    monkeypatch.setattr("roadmap_lab.grading.grade.grade", lambda *_: graded)
    assert here("status").code == 0  # the database is there, and then the disk is full
    real = Database.execute

    def full(self: Database, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        if "attempts" in statement and statement.lstrip().startswith("INSERT"):
            raise sqlite3.OperationalError("database or disk is full")
        return real(self, statement, values)

    monkeypatch.setattr(Database, "execute", full)

    said = here("grade", *(["--json"] if form == "json" else []))

    assert said.code == 3
    if form == "text":
        assert "The title of create" in said.out, "the work of the grade is not lost"
        assert "this verdict was not stored" in said.err
        assert "no space is left" in said.err
    else:
        assert "this verdict was not stored" in said.json()["error"]["message"]
    monkeypatch.setattr(Database, "execute", real)
    assert here("status", "--json").json()["data"]["last_attempts"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("new", "quotes-api", "made", "--stack", "express", "--defaults"),
        ("progress", "export", "made"),
        ("roadmap", "tick", "list.md"),
        ("roadmap", "track", "list.md"),
        ("status",),
        ("hint",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_where_nothing_can_be_written_nothing_half_is_left(lab: Lab, words: tuple[str, ...]) -> None:
    assert lab.run("status").code == 0
    before = "- [ ] CRUD notes app\n"
    write_files(lab.folder, {"list.md": before})
    command = shlex.join([sys.executable, "-m", "roadmap_lab", *words])

    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 0; exec {command}"],  # as on a full disk: no file takes a byte
        cwd=lab.folder,
        env=dict(lab.environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert_error(Ran(code=done.returncode, out=done.stdout, err=done.stderr), ENVIRONMENT)
    assert (lab.folder / "list.md").read_text() == before
    assert sorted(one.name for one in lab.folder.iterdir()) == ["list.md"]
    assert lab.run("status").code == 0, "what was stored before is there"


def test_a_home_that_is_a_file_is_the_machine(lab: Lab, home: Path) -> None:
    home.touch()
    assert_error(lab.run("status"), ENVIRONMENT, "cannot be used")


# How errors are told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "command"),
    [
        (("show", "--json", "nothing"), USAGE, "show"),
        (("new", "nothing", "--json"), USAGE, "new"),
        (("grade", "--json"), USAGE, "grade"),
        (("grade", "--json", "--seed", "x"), USAGE, "grade"),
        (("images", "list", "--json"), ENVIRONMENT, "images list"),
    ],
)
def test_with_json_an_error_is_an_envelope(
    lab: Lab, arguments: tuple[str, ...], code: int, command: str
) -> None:
    ran = lab.run(*arguments)
    assert (ran.code, ran.err) == (code, "")
    envelope = ran.json()
    assert list(envelope) == ["schema", "command", "ok", "error"]
    assert (envelope["schema"], envelope["command"], envelope["ok"]) == ("roadmap-lab/1", command, False)
    assert list(envelope["error"]) == ["message", "hint", "exit_code"]
    assert envelope["error"]["exit_code"] == code
    assert envelope["error"]["message"]


def test_what_nobody_foresaw_is_our_own_fault_with_a_log(
    here: Callable[..., Said], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lab.progress.overview.overview", lambda _store: 1 / 0)
    said = here("status")
    assert (said.code, said.out) == (OUR_FAULT, "")
    assert "roadmap-lab itself failed (ZeroDivisionError: division by zero)" in said.err
    log = home / "log" / "roadmap-lab.log"
    assert str(log) in said.err
    assert "Traceback" not in said.err
    assert "Traceback (most recent call last)" in log.read_text()


def test_debug_shows_the_traceback(lab: Lab) -> None:
    ran = lab.run("--debug", "show", "nothing")
    assert ran.code != 0
    assert "Traceback (most recent call last)" in ran.err


def test_an_interrupt_says_so_in_one_line(here: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_store: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("roadmap_lab.progress.overview.overview", interrupted)
    said = here("status")
    assert (said.code, said.out) == (130, "")
    assert said.err.strip().startswith("error: interrupted")
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("--help",), ("show", "quotes-api")])
def test_output_that_nobody_reads_ends_it_quietly_and_is_no_pass(
    lab: Lab, arguments: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "roadmap_lab", *arguments],
        cwd=lab.folder,
        env=dict(lab.environment),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
