"""A report as JUnit XML, for CI systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lab.cli.safe_text import safe_block
from roadmap_lab.errors import MachineError
from roadmap_lab.grading.events import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from junitparser import TestCase

    from roadmap_lab.grading.report import CheckResult, Report


def write_junit(report: Report, path: Path) -> None:
    """Writes the report; a grade that did not come to its checks is one error.

    Raises:
        MachineError: The file cannot be written.
    """
    from junitparser import Error, JUnitXml, TestSuite  # noqa: PLC0415  # only with --junit

    suite = TestSuite(f"roadmap-lab {report.exercise} ({report.stack})")
    suite.timestamp = report.started_at
    suite.add_property("seed", str(report.seed))
    suite.add_property("submission", report.submission_digest)
    suite.add_testcases([_case(report, result) for result in report.results])
    if report.trouble is not None:
        from junitparser import TestCase  # noqa: PLC0415

        case = TestCase("the server runs", classname=report.exercise, time=0)
        error = Error(safe_block(report.trouble.message), report.verdict.value)
        error.text = safe_block(report.trouble.output)
        case.result = [error]
        suite.add_testcase(case)
    xml = JUnitXml("roadmap-lab")
    xml.add_testsuite(suite)
    try:
        xml.write(str(path), pretty=True)
    except OSError as error_:
        raise MachineError(f"{path} cannot be written: {error_.strerror}", "name another file") from error_


def _case(report: Report, result: CheckResult) -> TestCase:
    from junitparser import Error, Failure, Skipped, TestCase  # noqa: PLC0415

    case = TestCase(result.check.id, classname=report.exercise, time=result.milliseconds / 1000)
    if result.outcome is Outcome.FAILED:
        failure = Failure(safe_block(result.check.title), "failed")
        if result.evidence is not None:
            evidence = result.evidence
            failure.text = safe_block(
                f"request:  {evidence.request}\nexpected: {evidence.expected}\ncame:     {evidence.actual}"
            )
        case.result = [failure]
    elif result.outcome is Outcome.SKIPPED:
        case.result = [Skipped(f"waits for {result.because}")]
    elif result.outcome is Outcome.ERROR:
        case.result = [Error("the check broke by its own fault", "error")]
    return case
