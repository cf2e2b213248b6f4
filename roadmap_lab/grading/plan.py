"""From a submission to a pod: which containers, with what in them. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from roadmap_lab.catalog.exercises import StandIn
from roadmap_lab.catalog.services import load_service
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.roles import (
    PROJECT_MB,
    WEB,
    learner_process,
    own_image_process,
    project_input,
)
from roadmap_lab.project.procfile import parse_procfile
from roadmap_lab.sandbox.spec import ContainerSpec, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.project.submission import Submission

RELEASE = "release"
_MB = 1024 * 1024
_IMAGES_OWN = ""  # the command of a process that an image of the learner's names itself
_STAND_IN_PORTS = range(30000, 30100)
_DATA_FOLDER = "/data"


@dataclass(frozen=True, slots=True, kw_only=True)
class PodPlan:
    """Everything that a pod is made from, in the order in which it starts.

    Attributes:
        checker: Owns the network namespace, unless the server was begun before it.
        services: Real servers; they answer before anything of the learner's starts.
        release: The process that runs to its end before the others, if there is one.
        processes: The learner's, `web` first.
        waits_for_services: Whether nothing of the learner's may start before the checker says so.
        job: The checker's first line of input.
        project: What the standard input of the project's processes gets.
        port: Where the server has to listen; another one in each grade, so that a fixed one shows.
        boot_seconds: How long it may take until it listens.
        check_seconds: How long all the checks together may take.
    """

    checker: ContainerSpec
    services: tuple[ContainerSpec, ...]
    release: ContainerSpec | None
    processes: tuple[ContainerSpec, ...]
    waits_for_services: bool
    job: bytes
    project: bytes
    port: int
    boot_seconds: float
    check_seconds: float

    @property
    def containers(self) -> tuple[ContainerSpec, ...]:
        """All of them, the checker first."""
        return (self.checker, *self.services, *self.learners)

    @property
    def learners(self) -> tuple[ContainerSpec, ...]:
        """Those that run the learner's code."""
        return ((self.release,) if self.release else ()) + self.processes

    def spec(self, role: str) -> ContainerSpec:
        """The container that has the role."""
        return next(spec for spec in self.containers if spec.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSource:
    """What the learner's processes start from.

    Attributes:
        image: Holds the runtime and the project's packages; all of it, where it is the learner's own.
        archive: The project as it runs, as a tar archive; empty where the image has it.
        own_image: Whether the image is the learner's own.
    """

    image: str
    archive: bytes = b""
    own_image: bool = False


def make_plan(  # noqa: PLR0913  # a plan is made of all that was chosen before
    *,
    exercise: Exercise,
    submission: Submission,
    source: ProjectSource,
    checker: ContainerSpec,
    services: Mapping[str, str],
    more_boot_seconds: float = 0.0,
    port: int,
    seed: int,
    only: tuple[str, ...],
    salt: str,
) -> PodPlan:
    """Plans the pod of a grade.

    Args:
        exercise: Which exercise.
        submission: What is graded.
        source: What its processes start from.
        checker: The container of the checks.
        services: The services that run, with the images that they are made from.
        more_boot_seconds: What the stack needs beyond the exercise's time.
        port: Where the server has to listen.
        seed: Source of the checks' inputs.
        only: Ids of the checks wanted; empty for all.
        salt: Source of the passwords; nobody else may know it.

    Raises:
        UsageError: The Procfile is missing, or does not name a process that the exercise needs.
    """
    manifest = exercise.manifest
    commands = _commands(submission, manifest.processes, own_image=source.own_image)
    stand_ins = {
        kind.value: _stand_in(kind, _STAND_IN_PORTS[number], salt)
        for number, kind in enumerate(StandIn)
        if kind in manifest.stand_ins
    }
    variables = {**manifest.environment, **{name: _secret(salt, name) for name in manifest.secrets}}
    variables |= {name: value for one in stand_ins.values() for name, value in one["environment"].items()}
    for service in services:
        definition = load_service(service)
        variables[definition.variable] = definition.url.format(**_passwords(salt, service))
    learners = {name: _process(name, command, source, variables, port) for name, command in commands.items()}
    boot_seconds = manifest.boot_seconds + more_boot_seconds
    job = {
        "port": port,
        "seed": str(seed),
        "only": only,
        "boot_seconds": boot_seconds,
        "services": {one: load_service(one).checker_url.format(**_passwords(salt, one)) for one in services},
        "stand_ins": {kind: one["job"] for kind, one in stand_ins.items()},
        "files": exercise.check_files,
    }
    return PodPlan(
        checker=checker,
        services=tuple(_service(one, tag, salt) for one, tag in services.items()),
        release=learners.get(RELEASE),
        processes=tuple(learners[name] for name in manifest.processes),
        waits_for_services=bool(services or stand_ins),
        job=json.dumps(job).encode() + b"\n",
        project=project_input(source.archive),
        port=port,
        boot_seconds=boot_seconds,
        check_seconds=manifest.check_seconds,
    )


def _commands(submission: Submission, needed: tuple[str, ...], *, own_image: bool) -> dict[str, str]:
    """The commands by their processes; an empty one is the image's own."""
    file = submission.files.get("Procfile")
    if own_image and file is None:
        commands = {}
    elif file is None or file.link:
        raise UsageError(
            "the project has no Procfile",
            "put back the line that starts your server: `web: ...`; "
            "a link, or a file that .gitignore names, does not count",
        )
    else:
        commands = parse_procfile(file.content.decode("utf-8-sig", errors="replace"))
    if own_image:
        commands = {WEB: _IMAGES_OWN, **commands}
    for name in needed:
        if name not in commands:
            raise UsageError(
                f"the Procfile names no `{name}` process", f"add the line that starts it: `{name}: ...`"
            )
    return {name: command for name, command in commands.items() if name in {*needed, RELEASE}}


def _process(
    name: str, command: str, source: ProjectSource, variables: Mapping[str, str], port: int
) -> ContainerSpec:
    if source.own_image:
        return own_image_process(name, command, source.image, variables=variables, port=port)
    folder_mb = PROJECT_MB + len(source.archive) // _MB
    return learner_process(name, command, source.image, variables=variables, port=port, folder_mb=folder_mb)


def _service(service: str, tag: str, salt: str) -> ContainerSpec:
    definition = load_service(service)
    passwords = _passwords(salt, service)
    return ContainerSpec(
        role=service,
        image=tag,
        environment={name.upper(): value for name, value in passwords.items()},
        limits=Limits(memory_mb=definition.memory_mb, processes=definition.processes),
        writable={_DATA_FOLDER: definition.data_mb},
        takes_input=False,
    )


def _stand_in(kind: StandIn, port: int, salt: str) -> dict[str, Any]:
    secret = _secret(salt, kind.value)
    if kind is StandIn.MAIL:
        return {
            "job": {"port": port, "user": "app", "password": secret},
            "environment": {"SMTP_URL": f"smtp://app:{secret}@localhost:{port}"},
        }
    client = f"client-{secret[:8]}"
    return {
        "job": {"port": port, "client_id": client, "client_secret": secret},
        "environment": {
            "OIDC_ISSUER": f"http://localhost:{port}",
            "OIDC_CLIENT_ID": client,
            "OIDC_CLIENT_SECRET": secret,
        },
    }


def _passwords(salt: str, service: str) -> dict[str, str]:
    return {
        "app_password": _secret(salt, f"{service}/app"),
        "checker_password": _secret(salt, f"{service}/checker"),
    }


def _secret(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}/{name}".encode()).hexdigest()[:48]
