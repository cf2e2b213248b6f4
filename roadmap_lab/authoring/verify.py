"""Grading the graders: every solution passes, every starter and canary fails, every mutant is caught."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from roadmap_lab.authoring.trial_cache import TrialCache, TrialDigests
from roadmap_lab.authoring.trials import CANARIES, Kind, Observed, Trial, judge, observe
from roadmap_lab.authoring.verification import Tried, Verification, VerifiedExercise
from roadmap_lab.authoring.workbench import Workbench, has_canary
from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.errors import InternalError, MachineError, RoadmapLabError, UsageError
from roadmap_lab.grading.report import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol

    from roadmap_lab.authoring.checkout import Checkout
    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.grading.report import Report

    class Grader(Protocol):
        """Whoever grades projects, several at the same time."""

        def __call__(self, project: Path) -> Report:
            """Grades a project."""

        def settle(self) -> None:
            """Waits until grades that go on may be left alone: the process is about to end."""

    class Progress(Protocol):
        """Whoever wants to know how verify goes on."""

        def begin(self, total: int, known: int) -> None:
            """So many trials there are, and so many are known from earlier runs."""

        def images(self, name: str, step: str) -> None:
            """An image is being built."""

        def tried(self, one: Tried) -> None:
            """A trial has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyRequest:
    """What the author asked for.

    Attributes:
        exercises: Ids.
        stacks: Only these; empty for all.
        jobs: How many grades run at the same time; 0 for as many as there are cores.
        repeat: How many times each solution runs, with new inputs each time.
        cached: Whether what was seen before counts, and what is seen is kept.
    """

    exercises: tuple[str, ...]
    stacks: tuple[str, ...] = ()
    jobs: int = 0
    repeat: int = 1
    cached: bool = True


def verify(
    checkout: Checkout,
    request: VerifyRequest,
    progress: Progress,
    grade: Grader | None = None,
    cache: TrialCache | None = None,
) -> Verification:
    """Tries everything, and says what came of it.

    Args:
        checkout: Where solutions and mutants are.
        request: What is wanted.
        progress: Is told of every step, in the caller's thread.
        grade: Grades a project; the real engine where none is given.
        cache: What was seen before; the user's own where none is given.

    Raises:
        UsageError: An exercise, a stack or a mutant cannot be used.
        MachineError: Docker is missing or failed.
    """
    began = time.monotonic()
    exercises = [_load(one) for one in request.exercises]
    trials = plan_trials(checkout, exercises, request)
    seen = cache or TrialCache()
    digests = TrialDigests(checkout)
    keys = {trial: digests.key(trial) for trial in trials} if request.cached else {}
    tried = _known(trials, keys, seen) if request.cached else {}
    waiting = [trial for trial in trials if trial not in tried]
    progress.begin(len(trials), len(tried))
    if waiting and grade is None:
        _build_images(exercises, waiting, progress)
    with tempfile.TemporaryDirectory(prefix="roadmap-lab-", ignore_cleanup_errors=True) as folder:
        bench = Workbench(checkout, Path(folder))
        grader = grade or _on_the_engine()
        try:
            for one in _run(waiting, bench, grader, request.jobs or _cores()):
                tried[one.trial] = one
                # Nothing is kept of files that were changed meanwhile.
                if keys and not one.problems and TrialDigests(checkout).key(one.trial) == keys[one.trial]:
                    seen.put(keys[one.trial], one.observed)
                progress.tried(one)
        finally:
            bench.close()
            grader.settle()
    found = tuple(_gather(exercise, [tried[one] for one in trials], request) for exercise in exercises)
    return Verification(exercises=found, seconds=time.monotonic() - began)


def plan_trials(checkout: Checkout, exercises: Sequence[Exercise], request: VerifyRequest) -> list[Trial]:
    """Everything that has to be tried: what waits longest first, the exercises evenly mixed.

    Grades of one exercise wait while those of another compute, so that the machine is always busy.

    Raises:
        UsageError: A stack is unknown or in none of the exercises, or a mutant cannot be read.
    """
    for stack in request.stacks:
        load_stack(stack)
    trials = _mixed([list(_of_exercise(checkout, exercise, request)) for exercise in exercises])
    if exercises and not trials:
        names = ", ".join(one.id for one in exercises)
        raise UsageError(f"{names}: there is nothing in {', '.join(request.stacks)}", "leave --stack out")
    # A server that never answers keeps its checks waiting until their deadlines.
    return sorted(trials, key=lambda trial: trial.kind is not Kind.SILENT)


def _mixed(groups: Sequence[Sequence[Trial]]) -> list[Trial]:
    """All of all groups, each group evenly spread over the whole."""
    placed = [((index + 0.5) / len(group), trial) for group in groups for index, trial in enumerate(group)]
    return [trial for _, trial in sorted(placed, key=itemgetter(0))]


def _of_exercise(checkout: Checkout, exercise: Exercise, request: VerifyRequest) -> Iterator[Trial]:
    stacks = _stacks(exercise, request)
    for stack in stacks:
        yield Trial(exercise=exercise.id, stack=stack, kind=Kind.STARTER)
        for run in range(request.repeat):
            yield Trial(exercise=exercise.id, stack=stack, kind=Kind.SOLUTION, run=run)
    # On the wire a canary is the same in every stack, so one stack is enough.
    able = [stack for stack in stacks if has_canary(stack)]
    for kind in CANARIES if able else ():
        yield Trial(exercise=exercise.id, stack=able[0], kind=kind)
    for mutant in checkout.source(exercise.id).mutants():
        if mutant.notes.stack in stacks:
            yield Trial(
                exercise=exercise.id,
                stack=mutant.notes.stack,
                kind=Kind.MUTANT,
                name=mutant.name,
                fails=mutant.notes.fails,
                checks=len(exercise.check_ids),
            )


def _stacks(exercise: Exercise, request: VerifyRequest) -> tuple[str, ...]:
    return tuple(one for one in exercise.stacks if not request.stacks or one in request.stacks)


def _load(exercise_id: str) -> Exercise:
    try:
        return load_exercise(exercise_id)
    except InternalError as error:
        raise UsageError(error.message, f"roadmap-lab author lint {exercise_id}") from error


def _known(trials: Sequence[Trial], keys: Mapping[Trial, str], cache: TrialCache) -> dict[Trial, Tried]:
    found = {}
    for trial in trials:
        seen = cache.get(keys[trial])
        if seen is not None and not judge(trial, seen):
            found[trial] = Tried(trial=trial, observed=seen, cached=True)
    cache.forget_old()
    return found


def _gather(exercise: Exercise, tried: Sequence[Tried], request: VerifyRequest) -> VerifiedExercise:
    own = tuple(one for one in tried if one.trial.exercise == exercise.id)
    own = tuple(sorted(own, key=lambda one: list(Kind).index(one.trial.kind)))
    seen = {name: None for one in own for name in one.observed.outcomes}
    return VerifiedExercise(
        id=exercise.id,
        tried=own,
        checks=tuple(seen) or exercise.check_ids,
        complete=_stacks(exercise, request) == exercise.stacks,
    )


def _run(trials: Sequence[Trial], bench: Workbench, grade: Grader, jobs: int) -> Iterator[Tried]:
    """Runs the trials in threads; ends them with the caller.

    The threads are daemons: when the command ends (Ctrl-C, an error), the grades under way end with the
    process, and what they have made is removed by their reapers.
    """
    tasks: SimpleQueue[Trial] = SimpleQueue()
    ended: SimpleQueue[Tried | Exception] = SimpleQueue()
    stop = threading.Event()
    for trial in trials:
        tasks.put(trial)

    def work() -> None:
        while not stop.is_set():
            try:
                trial = tasks.get_nowait()
            except Empty:
                return
            try:
                ended.put(_attempt(trial, bench, grade))
            except Exception as error:  # noqa: BLE001  # raised again below, in the caller's thread
                ended.put(error)

    for _ in range(min(jobs, len(trials))):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _ in trials:
            one = ended.get()
            if isinstance(one, Exception):
                raise one
            yield one
    finally:
        stop.set()


def _attempt(trial: Trial, bench: Workbench, grade: Grader) -> Tried:
    try:
        project = bench.make(trial)
        try:
            observed = observe(grade(project))
        finally:
            bench.remove(project)
    except MachineError:
        raise
    except RoadmapLabError as error:
        trouble = ": ".join(filter(None, [error.message, (error.detail.strip().splitlines() or [""])[-1]]))
        observed = Observed(verdict=Verdict.ERROR, trouble=trouble)
    return Tried(trial=trial, observed=observed)


def _on_the_engine() -> Grader:
    from roadmap_lab.authoring.engine_grades import EngineGrades  # noqa: PLC0415  # not with another grader

    return EngineGrades()


def _build_images(exercises: Sequence[Exercise], trials: Sequence[Trial], progress: Progress) -> None:
    """Builds what is missing before the first grade, so that grades need not wait for each other."""
    from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415
    from roadmap_lab.sandbox.images import build_images  # noqa: PLC0415
    from roadmap_lab.sandbox.spec import CHECKER  # noqa: PLC0415

    stacks = {one.stack for one in trials}
    services = {name for one in exercises for name in (*one.manifest.services, *one.manifest.one_of)}
    build_images(connect(), [CHECKER, *sorted(stacks | services)], progress.images)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
