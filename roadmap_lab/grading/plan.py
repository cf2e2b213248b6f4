"""From a submission to a pod: which containers, with what in them. Pure."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.errors import UsageError
from roadmap_lab.project.procfile import parse_procfile
from roadmap_lab.sandbox.spec import CHECKER_USER, ContainerSpec, Network

if TYPE_CHECKING:
    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.project.submission import Submission

CHECKER = "checker"
WEB = "web"
PROJECT_FOLDER = "/srv/app"
PROJECT_MB = 64
_PORTS = (20000, 29999)
# $1: size of the archive that comes by standard input; $2: the Procfile's command.
_START = (
    f'head -c "$1" | tar -x -f - -C {PROJECT_FOLDER} && cd {PROJECT_FOLDER} && exec sh -c "$2" </dev/null'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PodPlan:
    """Everything that a pod is made from.

    Attributes:
        containers: The checker first: it owns the network namespace.
        job: The checker's first and only line of input.
        archive: The project, for the standard input of its processes.
        port: Where the server has to listen; another one in each grade, so that a fixed one shows.
        boot_seconds: How long it may take until it listens.
        check_seconds: How long all the checks together may take.
    """

    containers: tuple[ContainerSpec, ...]
    job: bytes
    archive: bytes
    port: int
    boot_seconds: float
    check_seconds: float


def make_plan(  # noqa: PLR0913  # a plan is made of all that was chosen before
    *,
    exercise: Exercise,
    submission: Submission,
    checker_image: str,
    project_image: str,
    seed: int,
    only: tuple[str, ...],
) -> PodPlan:
    """Plans the pod of a grade.

    Raises:
        UsageError: The Procfile is missing or names no `web` process.
    """
    command = _web_command(submission)
    archive = submission.archive()
    port = random.Random(f"{seed}/port").randint(*_PORTS)  # noqa: S311  # it must be repeatable, not secret
    manifest = exercise.manifest
    job = {
        "port": port,
        "seed": str(seed),
        "only": only,
        "boot_seconds": manifest.boot_seconds,
        "files": exercise.check_files,
    }
    return PodPlan(
        containers=(
            ContainerSpec(role=CHECKER, image=checker_image, user=CHECKER_USER, network=Network.NONE),
            ContainerSpec(
                role=WEB,
                image=project_image,
                command=("sh", "-c", _START, "sh", str(len(archive)), command),
                environment={"PORT": str(port), "HOME": "/tmp"},  # noqa: S108  # the container's own
                writable={PROJECT_FOLDER: PROJECT_MB},
            ),
        ),
        job=json.dumps(job).encode() + b"\n",
        archive=archive,
        port=port,
        boot_seconds=manifest.boot_seconds,
        check_seconds=manifest.check_seconds,
    )


def _web_command(submission: Submission) -> str:
    file = submission.files.get("Procfile")
    if file is None or file.link:
        raise UsageError(
            "the project has no Procfile", "put back the line that starts your server: `web: ...`"
        )
    processes = parse_procfile(file.content.decode("utf-8", errors="replace"))
    if WEB not in processes:
        raise UsageError(
            "the Procfile names no `web` process", "add the line that starts your server: `web: ...`"
        )
    return processes[WEB]
