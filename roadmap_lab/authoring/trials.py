"""What verify tries, what it expects, and what it makes of what it saw. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadmap_lab.grading.report import CheckResult, Report

_LONGEST = 300  # characters of evidence in a problem
_NOT_STARTED = frozenset({Verdict.NOT_BUILT, Verdict.CRASHED, Verdict.NOT_LISTENING})


class Kind(Enum):
    """What is graded."""

    STARTER = "starter"
    SOLUTION = "solution"
    SILENT = "silent canary"
    AGREEABLE = "agreeable canary"
    MUTANT = "mutant"


CANARIES = (Kind.SILENT, Kind.AGREEABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One grade that has a known end.

    Attributes:
        exercise: Its id.
        stack: In which stack.
        kind: What is graded.
        name: The mutant's name.
        fails: The checks that a mutant has to fail.
        run: Which run of a solution this is, from 0; each has inputs of its own.
        checks: How many checks there are.
    """

    exercise: str
    stack: str
    kind: Kind
    name: str = ""
    fails: tuple[str, ...] = ()
    run: int = 0
    checks: int = 0

    @property
    def label(self) -> str:
        """What it is, for people."""
        return f"{self.kind.value}{f' {self.name}' if self.name else ''} ({self.stack})"


class Observed(msgspec.Struct, frozen=True, kw_only=True):
    """What a grade showed, as far as verify looks at it.

    Attributes:
        verdict: How it ended.
        outcomes: Of each check by its id, in the order in which they ran.
        reasons: Why a check did not pass, in words, by its id.
        because: What a skipped check lacked, by its id.
        trouble: What went wrong beside the checks.
        seed: The same seed asks the same again.
        seconds: How long it took.
    """

    verdict: Verdict
    outcomes: dict[str, Outcome] = {}
    reasons: dict[str, str] = {}
    because: dict[str, str] = {}
    trouble: str = ""
    seed: int = 0
    seconds: float = 0.0

    def having(self, *outcomes: Outcome) -> tuple[str, ...]:
        """The checks that ended in one of these ways."""
        return tuple(name for name, outcome in self.outcomes.items() if outcome in outcomes)


def observe(report: Report) -> Observed:
    """A report as verify keeps it."""
    return Observed(
        verdict=report.verdict,
        outcomes={one.check.id: one.outcome for one in report.results},
        reasons={one.check.id: _reason(one) for one in report.results if _reason(one)},
        because={one.check.id: one.because for one in report.results if one.because},
        trouble=report.trouble.message if report.trouble else "",
        seed=report.seed,
        seconds=report.seconds,
    )


def judge(trial: Trial, observed: Observed) -> tuple[str, ...]:
    """What is not as it should be, each in one sentence; nothing when the trial came out as expected."""
    broken = tuple(_broken(observed))
    if broken:
        return broken
    match trial.kind:
        case Kind.SOLUTION:
            return tuple(_solution(observed))
        case Kind.MUTANT:
            return tuple(_mutant(trial, observed))
        case Kind.STARTER | Kind.SILENT | Kind.AGREEABLE:
            return tuple(_to_fail(trial.kind, observed))


def _broken(observed: Observed) -> Iterator[str]:
    for name in observed.having(Outcome.ERROR):
        yield f"the check {name} broke instead of failing: {observed.reasons.get(name, '')}"
    if observed.verdict is Verdict.ERROR and not observed.having(Outcome.ERROR):
        yield f"the grade itself failed: {observed.trouble or 'no check says why'}"


def _solution(observed: Observed) -> Iterator[str]:
    if observed.verdict is Verdict.PASSED:
        return
    for name in observed.having(Outcome.FAILED):
        yield f"it fails {name}: {observed.reasons.get(name, '')}"
    if observed.trouble:
        yield observed.trouble
    if not observed.having(Outcome.FAILED) and not observed.trouble:
        yield f"it does not pass: {observed.verdict.value}"


def _to_fail(kind: Kind, observed: Observed) -> Iterator[str]:
    if observed.verdict is Verdict.PASSED:
        yield "it passes every check; so they check nothing"
    elif observed.verdict in _NOT_STARTED:
        what = "the starter has to run, and to fail checks" if kind is Kind.STARTER else "it has to run"
        yield f"{what}: {observed.trouble}"


def _mutant(trial: Trial, observed: Observed) -> Iterator[str]:
    if observed.verdict in _NOT_STARTED:
        yield f"it has to run, and to fail checks: {observed.trouble}"
        return
    failed = observed.having(Outcome.FAILED)
    for name in trial.fails:
        if name not in failed:
            yield f"{name} should fail, and {_instead(name, observed)}"
    for name in failed:
        if name not in trial.fails:
            yield f"{name} should not fail: {observed.reasons.get(name, '')}"
    for name in observed.having(Outcome.SKIPPED):
        if observed.because.get(name) not in observed.outcomes and name not in trial.fails:
            yield f"{name} had no say: {observed.because.get(name, 'it was skipped')}"
    if observed.trouble and len(observed.outcomes) < trial.checks:
        yield observed.trouble  # else a process that crashed is a mistake like others


def _instead(name: str, observed: Observed) -> str:
    outcome = observed.outcomes.get(name)
    if outcome is Outcome.PASSED:
        return "it passed"
    if outcome is Outcome.SKIPPED:
        return f"it was skipped because of {observed.because.get(name, 'another')}"
    return "there is no such check"


def _reason(result: CheckResult) -> str:
    if result.outcome is Outcome.ERROR:
        return (result.trace.strip().splitlines() or ["?"])[-1][:_LONGEST]
    if result.evidence is None:
        return ""
    return _short(f"expected {result.evidence.expected}; came {result.evidence.actual}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
