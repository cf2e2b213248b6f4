"""What verify found, exercise by exercise: the matrix, the mutation score, the problems. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.authoring.trials import CANARIES, Kind, Observed, Trial, judge
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A trial that has ended.

    Attributes:
        trial: What was tried.
        observed: What was seen.
        cached: Whether it was seen in an earlier run of verify.
    """

    trial: Trial
    observed: Observed
    cached: bool = False

    @property
    def problems(self) -> tuple[str, ...]:
        """What is not as it should be."""
        return judge(self.trial, self.observed)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyProblem:
    """One thing that is wrong: with what, what, and what to do."""

    exercise: str
    what: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many came out as expected."""

    good: int
    total: int

    @property
    def whole(self) -> bool:
        """Whether all did."""
        return self.good == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedExercise:
    """One exercise with its trials.

    Attributes:
        id: The exercise.
        tried: Its trials.
        checks: The ids of its checks.
        complete: Whether all its stacks were tried, so that the mutation score counts.
    """

    id: str
    tried: tuple[Tried, ...]
    checks: tuple[str, ...]
    complete: bool = True

    def share(self, *kinds: Kind) -> Share:
        """How many of the trials of these kinds came out as expected."""
        chosen = [one for one in self.tried if one.trial.kind in kinds]
        return Share(good=sum(not one.problems for one in chosen), total=len(chosen))

    @property
    def missed(self) -> tuple[str, ...]:
        """The checks that no mutant fails."""
        caught = {
            name
            for one in self.tried
            if one.trial.kind is Kind.MUTANT
            for name in one.observed.having(Outcome.FAILED)
        }
        return tuple(name for name in self.checks if name not in caught)

    @property
    def score(self) -> Share:
        """The mutation score: how many of the checks a mutant fails."""
        return Share(good=len(self.checks) - len(self.missed), total=len(self.checks))

    @property
    def problems(self) -> tuple[VerifyProblem, ...]:
        """Everything that is wrong, the solutions first: with them wrong, the rest means little."""
        found = [*self._unsteady()]
        for one in sorted(self.tried, key=lambda tried: tried.trial.kind is not Kind.SOLUTION):
            if one.trial.kind is not Kind.SOLUTION or not self._repeated(one.trial.stack):
                found += [self._problem(one, message) for message in one.problems]
        if self.complete:
            found += [
                VerifyProblem(
                    exercise=self.id,
                    what="mutants",
                    message=f"no mutant fails the check {name}",
                    advice="write a mutant with the mistake that the check is there for, or drop the check",
                )
                for name in self.missed
            ]
        return tuple(found)

    def _repeated(self, stack: str) -> bool:
        return len(self._runs(stack)) > 1

    def _runs(self, stack: str) -> list[Tried]:
        return [one for one in self.tried if one.trial.kind is Kind.SOLUTION and one.trial.stack == stack]

    def _unsteady(self) -> Iterator[VerifyProblem]:
        """What several runs of a solution tell: checks that fail always, and those that are not stable."""
        for stack in sorted({one.trial.stack for one in self.tried}):
            runs = self._runs(stack)
            if len(runs) > 1:
                yield from self._compare(stack, runs)

    def _compare(self, stack: str, runs: Sequence[Tried]) -> Iterator[VerifyProblem]:
        wrong: defaultdict[str, list[Tried]] = defaultdict(list)
        for one in runs:
            for name in one.observed.having(Outcome.FAILED, Outcome.ERROR):
                wrong[name].append(one)
            if one.problems and not one.observed.having(Outcome.FAILED, Outcome.ERROR):
                yield self._problem(one, one.problems[0])
        for name, some in wrong.items():
            reason = some[0].observed.reasons.get(name, "")
            if len(some) == len(runs):
                yield self._problem(some[0], f"it fails {name} in each of {len(runs)} runs: {reason}")
            else:
                seeds = ", ".join(str(one.observed.seed) for one in some)
                yield VerifyProblem(
                    exercise=self.id,
                    what=f"solution ({stack})",
                    message=f"{name} is not stable: it failed in {len(some)} of {len(runs)} runs: {reason}",
                    advice=f"grade the solution with --seed {seeds} to see whether inputs or time decide",
                )

    def _problem(self, one: Tried, message: str) -> VerifyProblem:
        return VerifyProblem(
            exercise=self.id, what=one.trial.label, message=message, advice=_advice(one.trial, one.observed)
        )


def _advice(trial: Trial, observed: Observed) -> str:
    again = f" (seed {observed.seed})" if observed.seed else ""
    if observed.verdict is Verdict.ERROR:
        return "a check must fail by what it expects of a reply, never by an exception of its own" + again
    match trial.kind:
        case Kind.SOLUTION:
            return f"correct the solution or the check{again}"
        case Kind.MUTANT:
            return f"make the check precise, or name in mutant.yaml what really fails{again}"
        case Kind.STARTER:
            return "take out of the starter what the learner is to write, and nothing else"
        case _:
            return "a check has to look at what the reply says"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Everything that verify found."""

    exercises: tuple[VerifiedExercise, ...]
    seconds: float

    @property
    def problems(self) -> tuple[VerifyProblem, ...]:
        """What is wrong, exercise by exercise."""
        return tuple(problem for one in self.exercises for problem in one.problems)

    @property
    def tried(self) -> tuple[Tried, ...]:
        """All trials."""
        return tuple(tried for one in self.exercises for tried in one.tried)

    @property
    def cached(self) -> int:
        """How many trials were known from an earlier run."""
        return sum(one.cached for one in self.tried)


COLUMNS = {
    "starter": (Kind.STARTER,),
    "solutions": (Kind.SOLUTION,),
    "canaries": CANARIES,
    "mutants": (Kind.MUTANT,),
}


def matrix(verification: Verification) -> list[list[str]]:
    """Rows of cells, the heads first: exercises by what was tried of them, and the mutation score."""
    rows = (
        [one.id, *(_cell(one.share(*kinds)) for kinds in COLUMNS.values()), _score(one)]
        for one in verification.exercises
    )
    return [["exercise", *COLUMNS, "checks caught"], *rows]


def _cell(share: Share) -> str:
    if not share.total:
        return "-"
    return f"{'✓' if share.whole else '✗'} {share.good}/{share.total}"


def _score(one: VerifiedExercise) -> str:
    if not one.complete:
        return "-"
    share = one.score
    percent = 100 * share.good // share.total if share.total else 0
    return f"{'✓' if share.whole and share.total else '✗'} {share.good}/{share.total} ({percent} %)"
