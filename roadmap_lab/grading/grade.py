"""A grade from its beginning to its report: submission, plan, pod, checks, one after the other."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import load_exercise, near_matches
from roadmap_lab.catalog.stack_definitions import stack_of
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.opening import Opening
from roadmap_lab.grading.plan import make_plan
from roadmap_lab.grading.precedent import Precedent
from roadmap_lab.grading.preparation import Preparer
from roadmap_lab.grading.roles import checker_spec
from roadmap_lab.project.answers import read_answers
from roadmap_lab.project.submission import freeze
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.catalog.stack_definitions import StackDefinition
    from roadmap_lab.grading.conclusions import Observation
    from roadmap_lab.grading.conduct import Listener
    from roadmap_lab.grading.plan import PodPlan
    from roadmap_lab.grading.report import Report, Trouble
    from roadmap_lab.project.submission import Submission
    from roadmap_lab.sandbox.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRequest:
    """What the user asked for.

    Attributes:
        project: The project's folder.
        only: Ids of the checks wanted; empty for all.
        seed: Source of all inputs; None for a new one.
        keep: Whether the pod stays for a look.
    """

    project: Path
    only: tuple[str, ...] = ()
    seed: int | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grade:
    """What is settled before anything runs."""

    id: str
    exercise: Exercise
    stack: StackDefinition
    seed: int
    started: float
    started_at: str
    phases: dict[str, float]


def grade(
    request: GradeRequest,
    listener: Listener,
    meanwhile: Callable[[], object] = lambda: None,
    opening: Opening | None = None,
) -> Report:
    """Grades a project.

    Args:
        request: What is wanted.
        listener: Is told of every step.
        meanwhile: Is called once when the checks are about to begin: the time for what is needed later.
        opening: What the caller has begun already; it ends with the grade.

    Raises:
        UsageError: The folder is no project, or one that cannot be graded here.
        MachineError: Docker is missing or failed.
        InternalError: The checks or the checker broke.
    """
    with opening or Opening(keep=request.keep) as opened:
        settled = _settle(request, opened.grade_id)
        submission = freeze(request.project)
        pod = opened.pod()
        services = _services(settled, submission)
        images = _ensure_images(pod.engine, settled, services, listener)
        _ensure_limits(pod.engine, images[CHECKER])
        preparer = Preparer(pod.engine, request.project, listener, settled.phases)
        prepared = preparer.prepare(settled.stack, submission)
        if prepared.source is None:
            return _report(settled, submission, _not_built(prepared.trouble))
        plan = make_plan(
            exercise=settled.exercise,
            submission=submission,
            source=prepared.source,
            checker=checker_spec(images[CHECKER], hosts_file=settled.stack.hosts_file),
            services={one: images[one] for one in services},
            more_boot_seconds=settled.stack.boot_seconds,
            port=opened.port,
            seed=settled.seed,
            only=request.only,
            salt=os.urandom(16).hex(),
        )
        from roadmap_lab.grading.conduct import conduct  # noqa: PLC0415  # the checker is starting meanwhile
        from roadmap_lab.grading.report import Phase  # noqa: PLC0415
        from roadmap_lab.sandbox.leftovers import sweep  # noqa: PLC0415

        used = {spec.role: spec.image for spec in plan.containers}
        ids: dict[str, str] = {}
        swept: list[str] = []

        def at_leisure() -> None:
            ids.update(_image_ids(pod.engine, used))
            swept.extend(sweep(pod.engine))
            meanwhile()

        began = time.monotonic()
        begun = opened.begun(plan)
        observation = conduct(
            pod,
            begun,
            plan,
            listener,
            complete=not request.only,
            meanwhile=at_leisure,
        )
        pod.keep()
        ids = ids or _image_ids(pod.engine, used)
        if observation.boot_seconds:
            first = observation.server_was_waited_for if begun.server_first else observation.server_was_slower
            opened.remember(os.path.realpath(request.project), _precedent(settled, plan, server_first=first))
    settled.phases[Phase.BOOT.value] = observation.boot_seconds
    settled.phases[Phase.CHECKS.value] = time.monotonic() - began - observation.boot_seconds
    kept = tuple(pod.name(spec.role) for spec in plan.containers) if request.keep else ()
    return replace(_report(settled, submission, observation, ids, kept), swept=tuple(swept))


def _settle(request: GradeRequest, grade_id: str) -> _Grade:
    started = time.monotonic()
    answers = read_answers(request.project)
    exercise = load_exercise(answers.exercise)
    if answers.exercise_version > exercise.manifest.version:
        raise UsageError(
            f"the project was made for version {answers.exercise_version} of {exercise.id}; "
            f"here is version {exercise.manifest.version}",
            "update roadmap-lab: pip install --upgrade roadmap-lab",
        )
    for check in request.only:
        if check not in exercise.check_ids:
            raise UsageError(f"{exercise.id} has no check {check!r}", near_matches(check, exercise.check_ids))
    return _Grade(
        id=grade_id,
        exercise=exercise,
        stack=stack_of(exercise, answers.stack),
        seed=int.from_bytes(os.urandom(4)) if request.seed is None else request.seed,
        started=started,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        phases={},
    )


def _precedent(settled: _Grade, plan: PodPlan, *, server_first: bool) -> Precedent | None:
    """What the next grade of the same folder can begin with."""
    if settled.stack.build or plan.waits_for_services:
        return None
    web = plan.processes[0]
    precedent = Precedent(
        checker=plan.checker.image,
        image=web.image,
        command=web.command[-1] if web.command else "",
        variables=settled.exercise.manifest.environment,
        server_first=server_first,
    )
    # A large project, a secret or a release process makes other containers than these.
    containers = precedent._replace(server_first=True).containers(plan.port)
    return precedent if containers == (*plan.learners, plan.checker) else None


def _services(settled: _Grade, submission: Submission) -> tuple[str, ...]:
    """The services that run beside this project."""
    manifest = settled.exercise.manifest
    if not manifest.one_of:
        return manifest.services
    from roadmap_lab.project.compose import choose_service  # noqa: PLC0415  # few exercises leave a choice

    return (*manifest.services, choose_service(submission.contents(), manifest.one_of))


def _ensure_images(
    engine: Engine, settled: _Grade, services: tuple[str, ...], listener: Listener
) -> dict[str, str]:
    names = [CHECKER, *(() if settled.stack.own_image else (settled.stack.id,)), *services]
    tags = {name: image_definition(name).tag for name in names}
    if any(engine.image_id(tag) is None for tag in tags.values()):
        from roadmap_lab.grading.report import Phase  # noqa: PLC0415  # not in a warm grade
        from roadmap_lab.sandbox.images import build_images  # noqa: PLC0415

        began = time.monotonic()
        listener.phase(Phase.IMAGES)
        build_images(engine, names, lambda name, step: listener.phase(Phase.IMAGES, f"{name}: {step}"))
        settled.phases[Phase.IMAGES.value] = time.monotonic() - began
    return tags


def _ensure_limits(engine: Engine, image: str) -> None:
    """Refuses an engine that lets a stranger's program take all that there is.

    Raises:
        MachineError: It does not enforce limits. One that is known to say so itself is not asked twice.
    """
    if engine.keeps_its_word:
        return
    from roadmap_lab.sandbox.engine import unlimited  # noqa: PLC0415  # few engines have to be asked
    from roadmap_lab.sandbox.limits_probe import unenforced_limits  # noqa: PLC0415

    missing = unenforced_limits(engine, image)
    if missing:
        raise unlimited(f"those of {', '.join(missing)}")


def _image_ids(engine: Engine, used: dict[str, str]) -> dict[str, str]:
    """The images as `tag@id`: a tag says what an image was made of, its id what came of it."""
    ids = {tag: engine.image_id(tag) for tag in set(used.values())}
    return {role: tag if ids[tag] in {None, tag} else f"{tag}@{ids[tag]}" for role, tag in used.items()}


def _not_built(trouble: Trouble | None) -> Observation:
    from roadmap_lab.grading.conclusions import Observation  # noqa: PLC0415  # most projects build
    from roadmap_lab.grading.report import Verdict  # noqa: PLC0415

    return Observation(verdict=Verdict.NOT_BUILT, results=(), trouble=trouble)


def _report(
    settled: _Grade,
    submission: Submission,
    observation: Observation,
    images: dict[str, str] | None = None,
    kept: tuple[str, ...] = (),
) -> Report:
    from roadmap_lab.grading.chain import chain_of  # noqa: PLC0415  # needed at the end alone
    from roadmap_lab.grading.report import Report  # noqa: PLC0415

    report = Report(
        grade_id=settled.id,
        exercise=settled.exercise.id,
        exercise_version=settled.exercise.manifest.version,
        checks_digest=settled.exercise.checks_digest,
        stack=settled.stack.id,
        submission_digest=submission.digest,
        images=images or {},
        seed=settled.seed,
        started_at=settled.started_at,
        seconds=time.monotonic() - settled.started,
        phases=settled.phases,
        verdict=observation.verdict,
        results=observation.results,
        trouble=observation.trouble,
        kept=kept,
    )
    return replace(report, chain=chain_of(report))
