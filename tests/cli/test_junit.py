from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from roadmap_lab.cli.junit import write_junit
from roadmap_lab.errors import MachineError
from roadmap_lab.grading.events import Evidence, Outcome
from roadmap_lab.grading.report import Trouble, Verdict
from tests.reports import not_checked, report, result

if TYPE_CHECKING:
    from pathlib import Path

ALL = (result("a"), result("b", Outcome.FAILED), result("c", Outcome.SKIPPED), result("d", Outcome.ERROR))


def test_each_outcome_has_its_element(tmp_path: Path) -> None:
    write_junit(report(results=ALL), tmp_path / "x.xml")
    suite = ET.parse(tmp_path / "x.xml").getroot().find("testsuite")
    assert suite is not None
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    cases = {case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")}
    assert cases == {"a": [], "b": ["failure"], "c": ["skipped"], "d": ["error"]}
    assert "status 200 OK" in (suite.findtext("testcase/failure") or "")


def test_a_grade_without_checks_is_one_error(tmp_path: Path) -> None:
    trouble = Trouble(message="your server crashed", hint="h", output="last line")
    write_junit(replace(not_checked(Verdict.CRASHED), trouble=trouble), tmp_path / "x.xml")
    error = ET.parse(tmp_path / "x.xml").getroot().find("testsuite/testcase/error")
    assert error is not None
    assert (error.get("message"), error.get("type"), error.text) == (
        "your server crashed",
        "crashed",
        "last line",
    )


def test_what_a_server_says_never_breaks_the_document(tmp_path: Path) -> None:
    odd = "\0\x1b]]>&<\ud800\ufffe\uffff\x0b"
    failed = replace(ALL[1], evidence=Evidence(request=odd, expected=odd, actual=odd))
    made = replace(report(results=(failed,)), trouble=Trouble(message=odd, hint=odd, output=odd))
    write_junit(made, tmp_path / "x.xml")
    assert ET.parse(tmp_path / "x.xml").getroot().find("testsuite/testcase/failure") is not None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be written"):
        write_junit(report(), tmp_path / "nowhere" / "x.xml")
