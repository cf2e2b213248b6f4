from __future__ import annotations

import pytest

from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict, verdict_of
from tests.reports import report, result

P, F, E, S = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED


@pytest.mark.parametrize(
    ("outcomes", "complete", "verdict"),
    [
        ([P], True, Verdict.PASSED),
        ([P, P, P], True, Verdict.PASSED),
        ([P, P], False, Verdict.PARTIAL),
        ([F], True, Verdict.FAILED),
        ([P, F], True, Verdict.FAILED),
        ([F, S], True, Verdict.FAILED),
        ([F, E], True, Verdict.FAILED),
        ([F], False, Verdict.FAILED),
        ([E], True, Verdict.ERROR),
        ([P, E], True, Verdict.ERROR),
        ([E, S], True, Verdict.ERROR),
        ([P, S], True, Verdict.ERROR),
        ([E], False, Verdict.ERROR),
        ([], True, Verdict.ERROR),
        ([], False, Verdict.ERROR),
    ],
)
def test_the_verdict_follows_from_the_outcomes(
    outcomes: list[Outcome], complete: bool, verdict: Verdict
) -> None:
    results = tuple(result(f"check-{index}", one) for index, one in enumerate(outcomes))
    assert verdict_of(results, complete=complete) is verdict


def test_outcomes_are_counted() -> None:
    made = report(results=(result("a"), result("b", F), result("c", S), result("d", F)))
    assert [made.count(one) for one in (P, F, E, S)] == [1, 2, 0, 1]
