"""The `--json` envelopes that other programs read: names and types are fixed, until `SCHEMA` is raised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from roadmap_lab.cli.grade_command import _report_data
from roadmap_lab.cli.session import SCHEMA
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Trouble, Verdict
from roadmap_lab.progress.store import Store
from tests.reports import not_checked, report, result

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.grading.report import Report
    from tests.conftest import Lab

FAILED = (result("list"), result("create", Outcome.FAILED, hints=("One.", "Two.", "Three.")))
ALL = (*FAILED, result("read", Outcome.SKIPPED), result("odd", Outcome.ERROR))

EXERCISE = {
    "id": str,
    "version": int,
    "title": str,
    "summary": str,
    "minutes": int,
    "after": [str],
    "stacks": [str],
    "stacks_passed": [str],
    "passed": int,
    "total": int,
    "attempts": int,
}
SKILL = {"id": str, "title": str, "proven_by": [str], "ticked": bool}
ATTEMPT = {
    "exercise": str,
    "version": int,
    "stack": str,
    "verdict": str,
    "passed": int,
    "total": int,
    "at": str,
    "project": str,
}
TOTALS = dict.fromkeys(
    ("done", "in_progress", "open", "total", "proven", "self_marked", "ready", "planned"), int
)
ITEM = {
    "id": str,
    "title": str,
    "tag": str,
    "state": str,
    "skills": [str],
    "open_skills": [str],
    "checks": {"passed": int, "total": int},
    "proven_by": [str],
    "to_do": [str],
    "to_come": [str],
}
CONTRACT: dict[str, Any] = {
    "list": {"exercises": [EXERCISE]},
    "show quotes-api": {**EXERCISE, "brief": str, "skills": [SKILL]},
    "status": {
        "roadmaps": [{"name": str, "title": str, "totals": TOTALS}],
        "exercises": [EXERCISE],
        "skills": [
            {
                "id": str,
                "ticked_at": str,
                "earned_by": [{"exercise": str, "version": int, "stack": str, "at": str}],
            }
        ],
        "provable_now": [str],
        "last_attempts": [ATTEMPT],
    },
    "next": {
        "exercise": str,
        "reason": str,
        "minutes": int,
        "stacks": [str],
        "roadmap": str,
        "item": ITEM,
        "counts_for": [{"roadmap": str, "id": str, "title": str}],
    },
    "hint": {"exercise": str, "check": str, "title": str, "hints": [str], "available": int},
    "doctor": {"findings": [{"topic": str, "state": str, "message": str, "command": str}], "removed": [str]},
}
REPORT: dict[str, Any] = {
    "grade_id": str,
    "exercise": str,
    "exercise_version": int,
    "checks_digest": str,
    "stack": str,
    "submission_digest": str,
    "images": {"checker": str, "web": str},
    "seed": int,
    "started_at": str,
    "seconds": float,
    "phases": {"boot": float, "checks": float},
    "verdict": str,
    "results": [
        {
            "check": {"id": str, "title": str, "hints": [str], "needs": [str]},
            "outcome": str,
            "milliseconds": int,
            "evidence": (None, {"request": str, "expected": str, "actual": str, "earlier": [str]}),
            "because": str,
        }
    ],
    "trouble": (None, {"message": str, "hint": str, "output": str}),
    "kept": [str],
    "swept": [str],
    "chain": [{"name": str, "digest": str}],
    "ticked": [{"skill": str, "title": str}],
    "next": (None, {"exercise": str, "reason": str}),
}


def report_data(made: Report) -> dict[str, Any]:
    """A report as it stands in the envelope."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(_report_data(made, (), None)))
    return data


def assert_shape(value: Any, shape: Any, path: str = "data") -> None:
    """Exactly these keys, exactly these types; in a tuple, one of the shapes."""
    if isinstance(shape, tuple):
        if value is not None:
            assert_shape(value, shape[1], path)
    elif isinstance(shape, dict):
        assert isinstance(value, dict), path
        assert sorted(value) == sorted(shape), path
        for key, inner in shape.items():
            assert_shape(value[key], inner, f"{path}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), path
        for index, one in enumerate(value):
            assert_shape(one, shape[0], f"{path}[{index}]")
    else:
        assert type(value) is shape, f"{path} is {value!r}"


@pytest.fixture
def practised(lab: Lab, home: Path) -> Lab:
    """A home in which something was passed, something failed, and something never ran."""
    with Store(home / "progress.db") as store:
        store.record(report("quotes-api"), lab.folder / "quotes")
        store.record(report("notes-crud", results=FAILED), lab.folder / "notes")
        store.record(not_checked(Verdict.CRASHED, "notes-crud"), lab.folder / "notes")
    return lab


@pytest.mark.parametrize("command", CONTRACT)
def test_the_envelope_of_a_command_stays_as_it_is(practised: Lab, command: str) -> None:
    ran = practised.run(*command.split(), "--json")
    assert ran.err == ""
    envelope = ran.json()
    assert list(envelope) == ["schema", "command", "ok", "data"]
    assert (envelope["schema"], envelope["command"]) == (SCHEMA, command.partition(" ")[0])
    assert envelope["ok"] is (ran.code == 0)
    assert_shape(envelope["data"], CONTRACT[command])


@pytest.mark.parametrize("command", [one for one in CONTRACT if one not in {"hint", "doctor"}])
def test_an_empty_home_has_envelopes_of_the_same_shape(lab: Lab, command: str) -> None:
    assert_shape(lab.run(*command.split(), "--json").json()["data"], CONTRACT[command])


def test_the_schema_is_the_first() -> None:
    assert SCHEMA == "roadmap-lab/1"


@pytest.mark.parametrize(
    "made",
    [
        report(),
        report(results=ALL),
        report(verdict=Verdict.CRASHED, trouble=Trouble(message="m", hint="h", output="o")),
    ],
    ids=["passed", "all-outcomes", "crashed"],
)
def test_the_report_of_a_grade_stays_as_it_is(made: Report) -> None:
    assert_shape(report_data(made), REPORT)


def test_a_report_shows_neither_traces_nor_hints_that_were_not_asked_for() -> None:
    data = report_data(report(results=ALL))
    assert [one["check"]["hints"] for one in data["results"]] == [
        ["A nudge."],
        ["One."],
        ["A nudge."],
        ["A nudge."],
    ]
    assert "Traceback" not in str(data)


def test_status_says_what_was_achieved(practised: Lab) -> None:
    data = practised.run("status", "--json").json()["data"]
    by_id = {one["id"]: one for one in data["exercises"]}
    assert (by_id["quotes-api"]["stacks_passed"], by_id["quotes-api"]["attempts"]) == (["express"], 1)
    notes = by_id["notes-crud"]
    assert (notes["stacks_passed"], notes["passed"], notes["total"], notes["attempts"]) == ([], 1, 2, 2)
    assert [one["verdict"] for one in data["last_attempts"]] == ["crashed", "failed", "passed"]
    ticked = {one["id"]: one for one in data["skills"]}
    assert [(one["exercise"], one["version"]) for one in ticked["json-format"]["earned_by"]] == [
        ("quotes-api", 1)
    ]
    assert not set(ticked) & set(data["provable_now"])


def test_next_goes_on_with_what_was_begun(practised: Lab) -> None:
    data = practised.run("next", "--json").json()["data"]
    assert (data["exercise"], data["reason"]) == ("notes-crud", "you have begun it: 1 of 2 checks pass")


def test_hints_come_one_by_one_for_the_last_grade_that_had_checks(practised: Lab) -> None:
    shown = [practised.run("hint", "--json").json()["data"]["hints"] for _ in range(3)]
    assert shown == [["One.", "Two."], ["One.", "Two.", "Three."], ["One.", "Two.", "Three."]]


def test_without_anything_failed_there_are_no_hints(lab: Lab, home: Path) -> None:
    assert lab.run("hint", "--json").json()["data"] == {"hints": []}
    with Store(home / "progress.db") as store:
        store.record(report(), lab.folder)
    assert lab.run("hint", "--json").json()["data"] == {"hints": []}


def test_the_doctor_says_what_is_bad_by_its_exit_code_too(lab: Lab) -> None:
    ran = lab.run("doctor", "--json")
    assert ran.code == 3
    (finding,) = ran.json()["data"]["findings"]
    assert (finding["topic"], finding["state"]) == ("engine", "bad")
    assert finding["command"].startswith("unset DOCKER_HOST")
