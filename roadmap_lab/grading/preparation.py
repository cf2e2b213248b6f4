"""From a submission to what its processes start from: its packages installed, its code compiled."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.grading.plan import ProjectSource
from roadmap_lab.grading.roles import PROJECT_FOLDER
from roadmap_lab.sandbox.definitions import PROJECTS, image_definition
from roadmap_lab.sandbox.dependency_layers import dependency_layer, install
from roadmap_lab.sandbox.spec import Network

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.catalog.stack_definitions import StackDefinition
    from roadmap_lab.grading.conduct import Listener
    from roadmap_lab.grading.report import Phase, Trouble
    from roadmap_lab.project.submission import Submission
    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.spec import Failure, Layer

BUILD_SECONDS = 180.0
LARGEST_RESULT = 160 * 1024 * 1024  # bytes of the built project, as an archive
_BUILD_MB = 256
_INSTALLER_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What a project's processes start from, or why there is nothing.

    Attributes:
        source: Image and files; None where there is trouble.
        trouble: In the learner's words.
    """

    source: ProjectSource | None
    trouble: Trouble | None = None


class Preparer:
    """Brings submissions to where they can run.

    Args:
        engine: Where; the stack's image is here.
        project: The folder that they were made from.
        listener: Is told of phases.
        phases: Takes the seconds of each.
    """

    def __init__(self, engine: Engine, project: Path, listener: Listener, phases: dict[str, float]) -> None:
        self._engine = engine
        self._project = project
        self._listener = listener
        self._phases = phases

    def prepare(self, stack: StackDefinition, submission: Submission) -> Preparation:
        """Installs, compiles or builds what the stack and the project ask for.

        Raises:
            UsageError: A file that decides about it is missing or damaged.
            MachineError: The engine failed, or there is no network where one is needed.
        """
        if stack.own_image:
            return self._own_image(stack, submission)
        layer = dependency_layer(stack, submission.contents())
        if layer is not None and self._engine.image_id(layer.tag) is None:
            trouble = self._install(stack, layer)
            if trouble is not None:
                return Preparation(source=None, trouble=trouble)
        image = layer.tag if layer else image_definition(stack.id).tag
        if not stack.build:
            return Preparation(source=ProjectSource(image=image, archive=submission.archive()))
        return self._build(stack, image, submission)

    def _install(self, stack: StackDefinition, layer: Layer) -> Trouble | None:
        from roadmap_lab.grading.report import Phase  # noqa: PLC0415  # not in a warm grade

        began = self._begin(Phase.DEPENDENCIES)
        failure = install(self._engine, layer, lambda line: self._listener.phase(Phase.DEPENDENCIES, line))
        self._end(Phase.DEPENDENCIES, began)
        if failure is None:
            return None
        lines = failure.output.split("\n")[-_INSTALLER_LINES:]
        return _trouble("its packages could not be installed", failure, stack.lock_hint, "\n".join(lines))

    def _build(self, stack: StackDefinition, image: str, submission: Submission) -> Preparation:
        from roadmap_lab.grading.compiler_output import first_errors  # noqa: PLC0415  # few stacks compile
        from roadmap_lab.grading.report import Phase  # noqa: PLC0415
        from roadmap_lab.sandbox.workshop import Work, done_in_a_workshop  # noqa: PLC0415

        work = Work(
            role="build",
            image=image,
            archive=submission.archive(),
            folder=PROJECT_FOLDER,
            folder_mb=_BUILD_MB,
            command=stack.build,
            environment={"HOME": "/tmp", "TMPDIR": "/tmp"},  # noqa: S108
            network=Network.NONE,
            seconds=BUILD_SECONDS,
            largest_result=LARGEST_RESULT,
        )
        began = self._begin(Phase.BUILD)
        with done_in_a_workshop(
            self._engine, work, lambda line: self._listener.phase(Phase.BUILD, line)
        ) as done:
            self._end(Phase.BUILD, began)
            if done.failure is None:
                return Preparation(source=ProjectSource(image=image, archive=done.result))
        output = first_errors(done.failure.output, stack.errors)
        trouble = _trouble("its code could not be compiled", done.failure, stack.build_hint, output)
        return Preparation(source=None, trouble=trouble)

    def _own_image(self, stack: StackDefinition, submission: Submission) -> Preparation:
        from roadmap_lab.grading.report import Phase  # noqa: PLC0415
        from roadmap_lab.project.dockerfile import check_dockerfile  # noqa: PLC0415  # few projects bring one
        from roadmap_lab.sandbox.own_image import build_own_image  # noqa: PLC0415

        check_dockerfile(submission.contents())
        began = self._begin(Phase.BUILD)
        built = build_own_image(
            self._engine,
            submission.files,
            project_tag(self._project),
            lambda line: self._listener.phase(Phase.BUILD, line),
        )
        self._end(Phase.BUILD, began)
        failure = built.failure
        if failure is None:
            return Preparation(source=ProjectSource(image=built.id, own_image=True))
        trouble = _trouble("its Dockerfile does not build", failure, stack.build_hint, failure.output)
        return Preparation(source=None, trouble=trouble)

    def _begin(self, phase: Phase) -> float:
        self._listener.phase(phase)
        return time.monotonic()

    def _end(self, phase: Phase, began: float) -> None:
        self._phases[phase.value] = time.monotonic() - began


def project_tag(project: Path) -> str:
    """The tag of what a folder's Dockerfile makes: one for each folder, so that one image is kept."""
    return PROJECTS + hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:12]


def _trouble(what: str, failure: Failure, hint: str, output: str) -> Trouble:
    from roadmap_lab.grading.report import Trouble  # noqa: PLC0415  # most projects build

    message = f"your project did not build: {what} ({failure.reason})"
    return Trouble(message=message, hint=hint, output=output)
