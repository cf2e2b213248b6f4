"""What verify makes of what it saw."""

from __future__ import annotations

import pytest

from roadmap_lab.authoring.trials import Kind, Observed, Trial, judge, observe
from roadmap_lab.authoring.verification import Tried, Verification, VerifiedExercise, matrix
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict
from tests.reports import not_checked, report, result

PASSED, FAILED, ERROR, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED
CHECKS = ("create", "read", "delete")


def trial(kind: Kind, *fails: str, stack: str = "express", run: int = 0, name: str = "") -> Trial:
    label = name or ("a-mistake" if kind is Kind.MUTANT else "")
    return Trial(
        exercise="notes", stack=stack, kind=kind, name=label, fails=fails, run=run, checks=len(CHECKS)
    )


def seen(*outcomes: Outcome, seed: int = 7, trouble: str = "", **because: str) -> Observed:
    named = dict(zip(CHECKS, outcomes, strict=False))
    verdict = Verdict.PASSED if set(outcomes) == {PASSED} else Verdict.FAILED
    if ERROR in outcomes:
        verdict = Verdict.ERROR
    reasons = {name: "expected a; came b" for name, one in named.items() if one in {FAILED, ERROR}}
    return Observed(
        verdict=verdict, outcomes=named, reasons=reasons, because=because, seed=seed, trouble=trouble
    )


def not_started(verdict: Verdict) -> Observed:
    return Observed(verdict=verdict, trouble="your server crashed")


GOOD = [
    (trial(Kind.SOLUTION), seen(PASSED, PASSED, PASSED)),
    (trial(Kind.STARTER), seen(FAILED, PASSED, FAILED)),
    (trial(Kind.STARTER), seen(FAILED, SKIPPED, SKIPPED, read="create")),
    (trial(Kind.SILENT), seen(FAILED, FAILED, FAILED)),
    (trial(Kind.AGREEABLE), seen(FAILED, PASSED, FAILED)),
    (trial(Kind.MUTANT, "read"), seen(PASSED, FAILED, PASSED)),
    (trial(Kind.MUTANT, "create"), seen(FAILED, SKIPPED, SKIPPED, read="create", delete="read")),
    (trial(Kind.MUTANT, "read"), seen(PASSED, FAILED, PASSED, trouble="your worker crashed")),
]
BAD = [
    (trial(Kind.SOLUTION), seen(PASSED, FAILED, PASSED), "it fails read: expected a; came b"),
    (trial(Kind.SOLUTION), not_started(Verdict.CRASHED), "your server crashed"),
    (trial(Kind.SOLUTION), Observed(verdict=Verdict.PARTIAL), "it does not pass: partial"),
    (trial(Kind.STARTER), seen(PASSED, PASSED, PASSED), "it passes every check; so they check nothing"),
    (trial(Kind.STARTER), not_started(Verdict.NOT_LISTENING), "the starter has to run"),
    (trial(Kind.SILENT), seen(PASSED, PASSED, PASSED), "it passes every check"),
    (trial(Kind.AGREEABLE), not_started(Verdict.NOT_BUILT), "it has to run"),
    (trial(Kind.AGREEABLE), seen(FAILED, ERROR, FAILED), "the check read broke instead of failing"),
    (trial(Kind.STARTER), Observed(verdict=Verdict.ERROR, trouble="lost"), "the grade itself failed: lost"),
    (trial(Kind.MUTANT, "read"), seen(PASSED, PASSED, PASSED), "read should fail, and it passed"),
    (
        trial(Kind.MUTANT, "read"),
        seen(FAILED, SKIPPED, SKIPPED, read="create", delete="create"),
        "read should fail, and it was skipped because of create",
    ),
    (
        trial(Kind.MUTANT, "reed"),
        seen(PASSED, FAILED, PASSED),
        "reed should fail, and there is no such check",
    ),
    (trial(Kind.MUTANT, "read"), seen(PASSED, FAILED, FAILED), "delete should not fail: expected a; came b"),
    (trial(Kind.MUTANT, "read"), not_started(Verdict.CRASHED), "it has to run, and to fail checks"),
    (
        trial(Kind.MUTANT, "read"),
        seen(PASSED, FAILED, SKIPPED, delete="server-gone", trouble="your server crashed"),
        "delete had no say: server-gone",
    ),
    (trial(Kind.MUTANT, "read"), seen(PASSED, FAILED, trouble="too slow"), "too slow"),
]


@pytest.mark.parametrize(("tried", "observed"), GOOD)
def test_what_came_out_as_expected_is_no_problem(tried: Trial, observed: Observed) -> None:
    assert judge(tried, observed) == ()


@pytest.mark.parametrize(("tried", "observed", "says"), BAD)
def test_what_did_not_is_said(tried: Trial, observed: Observed, says: str) -> None:
    assert any(says in one for one in judge(tried, observed)), judge(tried, observed)


def test_a_report_is_kept_as_far_as_it_matters() -> None:
    results = (result("create", FAILED), result("read", SKIPPED), result("delete", ERROR))

    observed = observe(report(results=results, seed=11))

    assert observed.outcomes == {"create": FAILED, "read": SKIPPED, "delete": ERROR}
    assert observed.reasons["create"] == "expected status 200 OK; came status 500"
    assert observed.because == {"read": "create"}
    assert (observed.seed, observed.seconds) == (11, 1.5)
    assert observe(not_checked(Verdict.CRASHED)).outcomes == {}


def verified(*tried: tuple[Trial, Observed], complete: bool = True) -> VerifiedExercise:
    some = tuple(Tried(trial=one, observed=observed) for one, observed in tried)
    return VerifiedExercise(id="notes", tried=some, checks=CHECKS, complete=complete)


ALL_CAUGHT = (
    (trial(Kind.SOLUTION), seen(PASSED, PASSED, PASSED)),
    (trial(Kind.STARTER), seen(FAILED, FAILED, FAILED)),
    (trial(Kind.MUTANT, "create", name="a"), seen(FAILED, SKIPPED, SKIPPED, read="create", delete="create")),
    (trial(Kind.MUTANT, "read", "delete", name="b"), seen(PASSED, FAILED, FAILED)),
)


def test_the_score_counts_the_checks_that_a_mutant_fails() -> None:
    whole, lacking = verified(*ALL_CAUGHT), verified(*ALL_CAUGHT[:3])

    assert (whole.score.good, whole.missed, whole.problems) == (3, (), ())
    assert (lacking.score.good, lacking.missed) == (1, ("read", "delete"))
    assert [one.message for one in lacking.problems] == [
        "no mutant fails the check read",
        "no mutant fails the check delete",
    ]


def test_a_score_of_some_stacks_is_not_judged() -> None:
    part = verified(*ALL_CAUGHT[:3], complete=False)

    assert part.problems == ()
    assert matrix(Verification(exercises=(part,), seconds=1.0))[1][-1] == "-"


def test_the_matrix_has_a_row_for_each_exercise() -> None:
    lacking = verified(*ALL_CAUGHT[:3], (trial(Kind.AGREEABLE), seen(PASSED, PASSED, PASSED)))

    rows = matrix(Verification(exercises=(verified(*ALL_CAUGHT), lacking), seconds=1.0))

    assert rows == [
        ["exercise", "starter", "solutions", "canaries", "mutants", "checks caught"],
        ["notes", "✓ 1/1", "✓ 1/1", "-", "✓ 2/2", "✓ 3/3 (100 %)"],
        ["notes", "✓ 1/1", "✓ 1/1", "✗ 0/1", "✓ 1/1", "✗ 1/3 (33 %)"],
    ]


def test_a_check_that_fails_in_some_runs_is_not_stable() -> None:
    runs = [
        (trial(Kind.SOLUTION, run=0), seen(PASSED, PASSED, FAILED, seed=1)),
        (trial(Kind.SOLUTION, run=1), seen(PASSED, FAILED, FAILED, seed=2)),
        (trial(Kind.SOLUTION, run=2), seen(PASSED, PASSED, FAILED, seed=3)),
    ]

    found = {one.message: one.advice for one in verified(*ALL_CAUGHT[1:], *runs).problems}

    assert len(found) == 2
    unstable = next(one for one in found if one.startswith("read is not stable: it failed in 1 of 3 runs"))
    assert "--seed 2" in found[unstable]
    assert any(one.startswith("it fails delete in each of 3 runs") for one in found)


def test_a_run_that_does_not_come_to_its_checks_is_said_among_others() -> None:
    runs = [
        (trial(Kind.SOLUTION, run=0), seen(PASSED, PASSED, PASSED)),
        (trial(Kind.SOLUTION, run=1), not_started(Verdict.CRASHED)),
    ]

    assert [one.message for one in verified(*ALL_CAUGHT[1:], *runs).problems] == ["your server crashed"]


def test_problems_of_solutions_come_first() -> None:
    found = verified(
        (trial(Kind.MUTANT, "read"), seen(PASSED, PASSED, PASSED)),
        (trial(Kind.SOLUTION), seen(FAILED, PASSED, PASSED)),
        complete=False,
    ).problems

    assert [one.what for one in found] == ["solution (express)", "mutant a-mistake (express)"]
    assert "seed 7" in found[0].advice
