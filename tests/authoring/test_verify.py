"""Verify, with a grader that knows the answers: what is tried, what is kept, and what ends it."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.authoring.checkout import find_checkout
from roadmap_lab.authoring.trial_cache import TrialCache
from roadmap_lab.authoring.trials import CANARIES, Kind, Trial
from roadmap_lab.authoring.verify import VerifyRequest, plan_trials, verify
from roadmap_lab.authoring.workbench import Workbench
from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.errors import InternalError, MachineError, UsageError
from roadmap_lab.grading.events import Outcome
from roadmap_lab.project.submission import freeze
from tests.reports import report, result

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.authoring.verification import Tried, Verification
    from roadmap_lab.grading.report import Report

EXERCISE = "quotes-api"
ALL = VerifyRequest(exercises=(EXERCISE,), jobs=4)
CHECKS = load_exercise(EXERCISE).check_ids


@dataclass
class Watcher:
    """Remembers what verify says while it runs."""

    total: int = 0
    known: int = 0
    ended: list[Tried] = field(default_factory=list)

    def begin(self, total: int, known: int) -> None:
        self.total, self.known = total, known

    def images(self, name: str, step: str) -> None:
        raise AssertionError(f"nothing is built here: {name} {step}")

    def tried(self, one: Tried) -> None:
        self.ended.append(one)


class Grader:
    """Gives each project the report that its trial should have; knows projects by their files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        checkout = find_checkout()
        self.trials = plan_trials(checkout, [load_exercise(EXERCISE)], ALL)
        bench = Workbench(checkout, folder)
        one = VerifyRequest(exercises=(EXERCISE,), stacks=("fastapi",))  # its canaries are in another stack
        trials = {*self.trials, *plan_trials(checkout, [load_exercise(EXERCISE)], one)}
        self._known = {freeze(bench.make(trial)).digest: trial for trial in trials}
        assert len(self._known) == len(trials), "every trial has other files"
        self.graded: Counter[Kind] = Counter()
        self.folders: list[Path] = []
        self.wrong: dict[str, Report | Exception] = {}
        self._lock = threading.Lock()

    def __call__(self, project: Path) -> Report:
        trial = self._known[freeze(project).digest]
        with self._lock:
            self.graded[trial.kind] += 1
            self.folders.append(project)
        answer = self.wrong.get(trial.name or trial.kind.value)
        if isinstance(answer, Exception):
            raise answer
        return answer or self.right(trial)

    def settle(self) -> None:
        """Nothing of it would be left."""

    @staticmethod
    def right(trial: Trial) -> Report:
        failed = {Kind.SOLUTION: (), Kind.MUTANT: trial.fails}.get(trial.kind, CHECKS)
        outcomes = {name: Outcome.FAILED if name in failed else Outcome.PASSED for name in CHECKS}
        return report(trial.exercise, trial.stack, tuple(result(name, one) for name, one in outcomes.items()))


@pytest.fixture(scope="module")
def known_grader(tmp_path_factory: pytest.TempPathFactory) -> Grader:
    return Grader(tmp_path_factory.mktemp("grader") / "bench")


@pytest.fixture
def grader(known_grader: Grader) -> Grader:
    known_grader.graded.clear()
    known_grader.folders.clear()
    known_grader.wrong.clear()
    return known_grader


@pytest.fixture
def cache(tmp_path: Path) -> TrialCache:
    return TrialCache(tmp_path / "cache")


def run(grader: Grader, cache: TrialCache, request: VerifyRequest = ALL) -> tuple[Verification, Watcher]:
    watcher = Watcher()
    return verify(find_checkout(), request, watcher, grader, cache), watcher


def test_everything_is_tried_once(grader: Grader, cache: TrialCache) -> None:
    found, watcher = run(grader, cache)

    assert found.problems == ()
    assert found.exercises[0].score.whole
    stacks = load_exercise(EXERCISE).stacks
    assert grader.graded[Kind.STARTER] == grader.graded[Kind.SOLUTION] == len(stacks)
    assert [grader.graded[kind] for kind in CANARIES] == [1, 1]
    assert grader.graded[Kind.MUTANT] == len(find_checkout().source(EXERCISE).mutant_folders)
    assert watcher.total == len(watcher.ended) == len(found.tried)
    assert not any(folder.exists() for folder in grader.folders)


def test_what_came_out_as_expected_is_not_tried_again(grader: Grader, cache: TrialCache) -> None:
    grader.wrong["no-location"] = report(EXERCISE, "express")
    first, _ = run(grader, cache)
    assert {one.what.split()[1] for one in first.problems} == {"no-location"}
    grader.graded.clear()

    again, watcher = run(grader, cache)

    assert grader.graded == {Kind.MUTANT: 1}
    assert watcher.known == watcher.total - 1 == again.cached
    assert [one.message for one in again.problems] == [one.message for one in first.problems]


def test_without_the_cache_everything_is_tried_and_nothing_kept(grader: Grader, cache: TrialCache) -> None:
    request = VerifyRequest(exercises=(EXERCISE,), jobs=4, cached=False)

    run(grader, cache, request)
    first = grader.graded.total()
    run(grader, cache, request)

    assert grader.graded.total() == 2 * first
    found, _ = run(grader, cache)
    assert found.cached == 0


def test_repeat_runs_the_solutions_again(grader: Grader, cache: TrialCache) -> None:
    run(grader, cache, VerifyRequest(exercises=(EXERCISE,), jobs=4, repeat=3))
    assert grader.graded[Kind.SOLUTION] == 3 * len(load_exercise(EXERCISE).stacks)
    assert grader.graded[Kind.STARTER] == len(load_exercise(EXERCISE).stacks)
    grader.graded.clear()

    run(grader, cache, VerifyRequest(exercises=(EXERCISE,), jobs=4, repeat=4))

    assert grader.graded == {Kind.SOLUTION: len(load_exercise(EXERCISE).stacks)}


def test_one_stack_alone(grader: Grader, cache: TrialCache) -> None:
    found, _ = run(grader, cache, VerifyRequest(exercises=(EXERCISE,), stacks=("fastapi",), jobs=4))

    assert {one.trial.stack for one in found.tried} == {"fastapi"}
    assert not found.exercises[0].complete
    assert found.problems == ()


def test_a_grade_that_breaks_is_a_problem_of_its_trial(grader: Grader, cache: TrialCache) -> None:
    grader.wrong["no-location"] = InternalError("the checks are broken", detail="Traceback\nKeyError: 'id'")

    found, _ = run(grader, cache)

    wrong = [one.message for one in found.problems if "no-location" in one.what]
    assert wrong == ["the grade itself failed: the checks are broken: KeyError: 'id'"]


def test_a_machine_that_lacks_something_ends_it_all(grader: Grader, cache: TrialCache) -> None:
    grader.wrong[Kind.STARTER.value] = MachineError("Docker is gone")

    with pytest.raises(MachineError, match="Docker is gone"):
        run(grader, cache)


def test_an_interrupt_ends_it_and_leaves_no_folder(grader: Grader, cache: TrialCache) -> None:
    class Interrupting(Watcher):
        def tried(self, one: Tried) -> None:
            super().tried(one)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(find_checkout(), ALL, Interrupting(), grader, cache)

    assert grader.graded.total() < len(grader.trials)
    assert not any(folder.parent.exists() for folder in grader.folders)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (VerifyRequest(exercises=("quotes-app",)), "no exercise 'quotes-app'"),
        (VerifyRequest(exercises=(EXERCISE,), stacks=("fastapy",)), "no stack 'fastapy'"),
    ],
)
def test_what_there_is_not_is_a_usage_error(
    grader: Grader, cache: TrialCache, request_: VerifyRequest, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run(grader, cache, request_)


def test_nothing_touched_is_nothing_to_do(grader: Grader, cache: TrialCache) -> None:
    found, watcher = run(grader, cache, VerifyRequest(exercises=()))

    assert (found.exercises, watcher.total) == ((), 0)


def test_a_mutant_can_be_files_that_are_laid_over(tmp_path: Path) -> None:
    from roadmap_lab.authoring.checkout import Checkout, find_checkout  # noqa: PLC0415

    real = find_checkout().source(EXERCISE)
    root = tmp_path / "checkout"
    mutant = root / "exercises" / EXERCISE / "mutants" / "laid-over"
    (mutant / "overlay" / "app").mkdir(parents=True)
    (mutant / "overlay" / "app" / "store.py").write_text("WRONG = True\n", encoding="utf-8")
    (mutant / "mutant.yaml").write_text("stack: fastapi\nmistake: x\nfails: [list]\n", encoding="utf-8")
    (root / "exercises" / EXERCISE / "solutions").symlink_to(real.folder / "solutions")
    trial = Trial(exercise=EXERCISE, stack="fastapi", kind=Kind.MUTANT, name="laid-over")

    project = Workbench(Checkout(root=root), tmp_path / "bench").make(trial)

    assert (project / "app" / "store.py").read_text(encoding="utf-8") == "WRONG = True\n"
    solution = real.solution("fastapi") / "app" / "main.py"
    assert (project / "app" / "main.py").read_bytes() == solution.read_bytes()


def test_a_canary_takes_the_place_of_the_server_alone(tmp_path: Path) -> None:
    bench = Workbench(find_checkout(), tmp_path / "bench")

    silent = bench.make(Trial(exercise=EXERCISE, stack="express", kind=Kind.SILENT))
    agreeable = bench.make(Trial(exercise=EXERCISE, stack="fastapi", kind=Kind.AGREEABLE))

    assert (silent / "Procfile").read_text(encoding="utf-8") == "web: node canary.mjs silent\n"
    assert (agreeable / "Procfile").read_text(encoding="utf-8") == "web: python canary.py agreeable\n"


def test_a_closed_bench_makes_nothing(tmp_path: Path) -> None:
    bench = Workbench(find_checkout(), tmp_path / "bench")
    bench.close()

    with pytest.raises(InternalError, match="closed"):
        bench.make(Trial(exercise=EXERCISE, stack="express", kind=Kind.STARTER))
    assert not (tmp_path / "bench").exists()
