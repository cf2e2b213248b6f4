"""What a grade found, as values: the outcomes of one report and the verdict that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from roadmap_lab.grading.chain import Link  # noqa: TC001  # stored reports are decoded by type
from roadmap_lab.grading.events import CheckInfo, Evidence, Outcome


class Verdict(Enum):
    """How a grade ended. Only `PASSED` ticks anything; `ERROR` is our fault, never the learner's."""

    PASSED = "passed"
    FAILED = "failed"
    PARTIAL = "partial"  # the checks asked for passed, but they were not all
    NOT_BUILT = "not-built"
    CRASHED = "crashed"
    NOT_LISTENING = "not-listening"
    ERROR = "error"


class Phase(Enum):
    """A part of a grade that has a budget of its own."""

    IMAGES = "images"
    DEPENDENCIES = "dependencies"
    BUILD = "build"
    BOOT = "boot"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check with its outcome.

    Attributes:
        check: How it was declared.
        outcome: How it ended.
        milliseconds: How long it took.
        evidence: The case that shows a failure.
        because: Id of the check that a skipped one lacked, or `server-gone`.
        trace: Where a broken check broke; for us.
    """

    check: CheckInfo
    outcome: Outcome
    milliseconds: int
    evidence: Evidence | None = None
    because: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why the checks could not say all: one sentence, one hint, and the last lines of what was written."""

    message: str
    hint: str
    output: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One grade.

    Attributes:
        grade_id: Unique.
        exercise: Its id.
        exercise_version: Against which version.
        checks_digest: SHA-256 of the checks' sources.
        stack: The project's stack.
        submission_digest: SHA-256 of what was graded.
        images: The images used, by role: `tag@id`; the tags alone where it did not come to the checks.
        seed: Source of all inputs; the same seed asks the same again.
        started_at: Moment of the start, RFC 3339, UTC.
        seconds: From the start to the verdict.
        phases: Seconds of each phase.
        verdict: The end.
        results: Outcome of each check, in the order in which they ran.
        trouble: What went wrong beside or before the checks.
        kept: Names of the containers that were left for a look.
        swept: Names of containers that a killed grade had left, and that were removed meanwhile.
        chain: Digests over all that matters in the report; see `roadmap_lab.grading.chain`.
    """

    grade_id: str
    exercise: str
    exercise_version: int
    checks_digest: str
    stack: str
    submission_digest: str
    images: dict[str, str]
    seed: int
    started_at: str
    seconds: float
    phases: dict[str, float]
    verdict: Verdict
    results: tuple[CheckResult, ...] = ()
    trouble: Trouble | None = None
    kept: tuple[str, ...] = ()
    swept: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many checks ended so."""
        return sum(result.outcome is outcome for result in self.results)


def verdict_of(results: tuple[CheckResult, ...], *, complete: bool) -> Verdict:
    """The verdict of checks that all had their say.

    Args:
        results: One for every check that was to run.
        complete: Whether these were all the checks of the exercise.
    """
    outcomes = {result.outcome for result in results}
    if Outcome.FAILED in outcomes:
        return Verdict.FAILED
    if not results or outcomes - {Outcome.PASSED}:
        return Verdict.ERROR
    return Verdict.PASSED if complete else Verdict.PARTIAL
