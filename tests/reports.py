"""Reports as a grade would have made them, for tests of what comes after a grade."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from roadmap_lab.grading.chain import chain_of
from roadmap_lab.grading.events import CheckInfo, Evidence, Outcome
from roadmap_lab.grading.report import CheckResult, Report, Verdict, verdict_of

_numbers = itertools.count(1)


def result(
    check: str, outcome: Outcome = Outcome.PASSED, *, hints: tuple[str, ...] = ("A nudge.",)
) -> CheckResult:
    """The result of one check."""
    evidence = Evidence(
        request="curl -i http://localhost:3000/", expected="status 200 OK", actual="status 500"
    )
    return CheckResult(
        check=CheckInfo(id=check, title=f"The title of {check}", hints=hints),
        outcome=outcome,
        milliseconds=12,
        evidence=evidence if outcome is Outcome.FAILED else None,
        because="create" if outcome is Outcome.SKIPPED else "",
        trace="Traceback ..." if outcome is Outcome.ERROR else "",
    )


def report(
    exercise: str = "quotes-api",
    stack: str = "express",
    results: tuple[CheckResult, ...] = (),
    **changes: Any,
) -> Report:
    """A report with the verdict that its results have; one passed check where none is given."""
    chosen = results or (result("list"),)
    made = Report(
        grade_id=f"grade-{next(_numbers)}",
        exercise=exercise,
        exercise_version=1,
        checks_digest="c" * 64,
        stack=stack,
        submission_digest="d" * 64,
        images={"checker": "roadmap-lab/checker:1", "web": f"roadmap-lab/{stack}:1"},
        seed=7,
        started_at="2030-01-31T12:00:00+00:00",
        seconds=1.5,
        phases={"boot": 0.5, "checks": 1.0},
        verdict=verdict_of(chosen, complete=True),
        results=chosen,
    )
    changed = replace(made, **changes)
    return changed if "chain" in changes else replace(changed, chain=chain_of(changed))


def not_checked(verdict: Verdict, exercise: str = "quotes-api") -> Report:
    """A report of a grade that did not come to its checks."""
    return replace(report(exercise), verdict=verdict, results=())
