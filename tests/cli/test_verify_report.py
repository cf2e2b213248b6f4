from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_lab.cli.grade_command import _report_data
from roadmap_lab.cli.session import SCHEMA
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.chain import chain_of
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.verification import compare, read_report
from roadmap_lab.locations import database_path
from roadmap_lab.progress.store import Store
from tests.reports import report, result

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.grading.report import Report
    from tests.conftest import Lab

REPORT = report(results=(result("list"), result("create", Outcome.FAILED)))


def write(lab: Lab, made: Report, **changes: Any) -> Path:
    envelope = {"schema": SCHEMA, "command": "grade", "ok": True, "data": _report_data(made, (), None)}
    path = lab.folder / "report.json"
    path.write_bytes(msgspec.json.encode({**envelope, **changes}))
    return path


def test_a_report_that_was_not_changed_fits(lab: Lab) -> None:
    ran = lab.run("verify-report", write(lab, REPORT))

    assert ran.code == 0, ran.err
    assert "all 7 links of the chain fit" in ran.out
    assert "this grade is not in the progress stored here" in ran.out
    assert "Fits: quotes-api (express), failed" in ran.out


def test_a_report_with_a_better_outcome_does_not_fit(lab: Lab) -> None:
    better = replace(REPORT, results=(result("list"), result("create")))

    ran = lab.run("verify-report", write(lab, better))

    assert ran.code == 1
    assert "the report was changed at its outcomes" in ran.out
    assert "Does not fit" in ran.out


def test_a_report_with_a_chain_of_its_own_does_not_fit_the_stored_one(lab: Lab) -> None:
    with Store(database_path()) as store:
        store.record(REPORT, lab.folder)
    assert "the same report is stored here" in lab.run("verify-report", write(lab, REPORT)).out
    forged = replace(REPORT, results=(result("list"), result("create")))
    forged = replace(forged, chain=chain_of(forged))

    ran = lab.run("verify-report", write(lab, forged), "--json")

    assert ran.code == 1
    data = ran.json()["data"]
    assert data["fits"] is False
    assert {one["topic"]: one["right"] for one in data["findings"]} == {
        "chain": True,
        "store": False,
        "checks": None,
    }


def test_a_report_without_a_chain_does_not_fit(lab: Lab) -> None:
    ran = lab.run("verify-report", write(lab, replace(REPORT, chain=())))

    assert ran.code == 1
    assert "the report has no chain" in ran.out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps({"schema": SCHEMA, "command": "grade", "data": {}}).encode(),
        json.dumps({"schema": SCHEMA, "command": "status", "ok": True, "data": {}}).encode(),
    ],
)
def test_what_is_no_report_is_one_line_and_a_hint(lab: Lab, content: bytes) -> None:
    path = lab.folder / "report.json"
    path.write_bytes(content)

    ran = lab.run("verify-report", path)

    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 2
    assert "roadmap-lab grade --json" in ran.err


def test_a_report_of_another_schema_or_command_is_none(lab: Lab) -> None:
    for changes in ({"schema": "roadmap-lab/0"}, {"command": "list"}):
        assert lab.run("verify-report", write(lab, REPORT, **changes)).code == 2
    assert lab.run("verify-report", lab.folder / "missing.json").code == 2


@given(content=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_report_or_a_usage_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)

    with pytest.raises(UsageError):
        read_report(path, SCHEMA)


def test_a_replay_tells_every_outcome_that_is_another() -> None:
    again = replace(REPORT, results=(result("list", Outcome.ERROR), result("create", Outcome.FAILED)))

    found = list(compare(REPORT, again))

    assert [one.message for one in found if one.right is False] == ["list was passed, and is error now"]
    other = replace(REPORT, submission_digest="e" * 64)
    assert [one.topic for one in compare(REPORT, other) if one.right is False] == ["submission"]
    assert all(one.right for one in compare(REPORT, REPORT))
