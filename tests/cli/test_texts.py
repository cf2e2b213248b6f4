"""What people read: not each word, but that the facts stand there and nothing acts on the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from roadmap_lab import __version__
from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.cli import VERBS
from roadmap_lab.cli.grade_view import render_report
from roadmap_lab.cli.status_command import bar
from roadmap_lab.grading.events import CheckInfo, Evidence, Outcome
from roadmap_lab.grading.report import CheckResult, Report, Trouble, Verdict
from roadmap_lab.progress.store import Store
from tests.reports import not_checked, report, result

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Lab

FAILED = (result("list"), result("create", Outcome.FAILED, hints=("One.", "Two.")))


def test_help_names_every_verb(lab: Lab) -> None:
    ran = lab.run("--help")
    assert (ran.code, ran.err) == (0, "")
    for verb, words in VERBS.items():
        assert f"  {verb} " in ran.out
        assert words.split(",")[0].split(":")[0] in " ".join(ran.out.split())


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help(lab: Lab, verb: str) -> None:
    ran = lab.run(verb, "-h")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: roadmap-lab {verb} ")


def test_the_version_is_said(lab: Lab) -> None:
    assert lab.run("--version").out.strip().endswith(__version__)


def test_list_names_exercises_their_stacks_and_what_was_done(lab: Lab, home: Path) -> None:
    with Store(home / "progress.db") as store:
        store.record(report("quotes-api"), lab.folder)
        store.record(report("notes-crud", results=FAILED), lab.folder)
    lines = lab.run("list").out.splitlines()
    assert any(line.startswith("✓  quotes-api") for line in lines)
    assert any(line.startswith("…  notes-crud") for line in lines)
    assert any("about 90 minutes" in line for line in lines)
    stacks = ", ".join((*load_exercise("quotes-api").stacks, "docker"))
    assert f"Stacks: {stacks} (docker is any language" in " ".join(lines)


def test_show_says_how_to_begin_and_then_how_far_one_is(lab: Lab, home: Path) -> None:
    assert "Begin: roadmap-lab new notes-crud --stack express|fastapi" in lab.run("show", "notes-crud").out
    with Store(home / "progress.db") as store:
        store.record(report("notes-crud", results=FAILED), lab.folder)
        assert "Your best of 1 attempts: 1 of 2 checks." in lab.run("show", "notes-crud").out
        store.record(report("notes-crud"), lab.folder)
    assert "Passed in express." in lab.run("show", "notes-crud").out


def test_status_begins_empty_and_fills(lab: Lab, home: Path) -> None:
    empty = lab.run("status").out
    assert "0 of" in empty
    assert "Begin: roadmap-lab new" in empty
    with Store(home / "progress.db") as store:
        store.record(report("quotes-api"), lab.folder)
        store.record(not_checked(Verdict.NOT_LISTENING, "notes-crud"), lab.folder)
    out = lab.run("status").out
    assert "passed in express" in out
    assert "quotes-api v1 (express)" in out
    assert "2030-01-31 12:00  notes-crud       express   not-listening" in out


def test_hint_says_more_until_there_is_no_more(lab: Lab, home: Path) -> None:
    assert "Nothing was checked yet" in lab.run("hint").out
    with Store(home / "progress.db") as store:
        store.record(report(results=FAILED), lab.folder)
    first = lab.run("hint", "create").out
    assert "  2. Two." in first
    assert "That was the last hint" in first
    unknown = lab.run("hint", "creat")
    assert unknown.code == 2
    assert "did you mean create?" in unknown.err


def test_doctor_says_what_to_do(lab: Lab) -> None:
    ran = lab.run("doctor")
    assert ran.code == 3
    assert ran.out.startswith("✗ engine     no engine answers at")
    assert "→ unset DOCKER_HOST" in ran.out


def test_where_there_is_no_terminal_nothing_is_coloured(lab: Lab) -> None:
    for verb in ("status", "list", "doctor", "next"):
        assert "\x1b" not in lab.run(verb).out


@pytest.mark.parametrize(
    ("done", "total", "full"),
    [(0, 0, 0), (0, 5, 0), (1, 3, 8), (99, 100, 23), (100, 100, 24), (999, 1000, 23)],
)
def test_a_bar_is_full_only_when_all_is_done(done: int, total: int, full: int) -> None:
    assert bar(done, total) == "█" * full + "░" * (24 - full)


# The end of a grade -------------------------------------------------------------------------------


def rendered(made: Report) -> str:
    out = io.StringIO()
    console = Console(
        file=out, highlight=False, emoji=False, markup=False, soft_wrap=True, force_terminal=False
    )
    render_report(console, made, (), (), None)
    return out.getvalue()


def test_a_failure_shows_its_case_and_one_hint() -> None:
    text = rendered(report(results=(*FAILED, result("read", Outcome.SKIPPED))))
    assert "✗ The title of create" in text
    for words in ("request   curl -i", "expected  status 200 OK", "came      status 500", "hint      One."):
        assert words in text
    assert "Two." not in text
    assert "roadmap-lab hint create says more" in text
    assert "Failed: 1 of 3 checks (1 passed, 1 wait for them)" in text
    assert "--seed 7" in text


def test_our_own_fault_is_not_worded_as_the_learners() -> None:
    text = rendered(report(results=(result("a"), result("b", Outcome.ERROR))))
    assert "No verdict: 1 of 2 checks broke by our fault, not yours" in text
    assert "Failed" not in text
    assert "Passed" not in text


def test_a_pass_and_a_part_of_one_are_told_apart() -> None:
    assert "Passed: all 1 checks" in rendered(report())
    partial = rendered(report(verdict=Verdict.PARTIAL))
    assert "the 1 checks that you asked for" in partial
    assert "Skills are ticked by a grade of all the checks" in partial


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.NOT_BUILT, "the project did not build"),
        (Verdict.CRASHED, "the server crashed on start"),
        (Verdict.NOT_LISTENING, "the server never listened on PORT"),
    ],
)
def test_a_server_that_did_not_run_shows_its_last_lines(verdict: Verdict, words: str) -> None:
    trouble = Trouble(message="It ended.", hint="Read on.", output="line one\nline two\n")
    text = rendered(report(verdict=verdict, trouble=trouble))
    for expected in (f"Not checked: {words}", "✗ It ended.", "Read on.", "│ line one", "│ line two"):
        assert expected in text


def test_nothing_of_a_server_acts_on_the_terminal() -> None:
    odd = "\x1b]0;x\x07[red]\r\u202e\0\ud800"
    evidence = Evidence(request=odd, expected=odd, actual=odd, earlier=(odd,))
    check = CheckInfo(id="a", title=odd, hints=(odd, odd))
    failed = CheckResult(check=check, outcome=Outcome.FAILED, milliseconds=1, evidence=evidence)
    trouble = Trouble(message=odd, hint=odd, output=odd)
    text = rendered(report(results=(failed,), trouble=trouble))
    assert not set(text) & set("\x1b\x07\r\u202e\0\ud800")
    assert "[red]" in text
