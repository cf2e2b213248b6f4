"""Which layer holds a project's packages: none where the stack's image has them, else one by its files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from roadmap_lab.errors import MachineError
from roadmap_lab.project.dependencies import dependency_digest, pick_dependencies
from roadmap_lab.sandbox.definitions import REPOSITORY, image_definition
from roadmap_lab.sandbox.spec import Layer, Network

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.catalog.stack_definitions import StackDefinition
    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.spec import Failure

# What installers say when no registry answers, and what packages' names and scripts may make them say.
_NO_NETWORK = re.compile(
    r"EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ENETUNREACH|NameResolutionError|Temporary failure in name resolution"
    r"|Failed to establish a new connection|[Nn]etwork is unreachable|dial tcp|no such host|Unknown host"
    r"|UnknownHostException|Connect(?:ion)? timed out"
)
# What asks an installer's registry for something that is surely there, by the file that it installs from.
_ASK = {
    "requirements.txt": "pip download --quiet --retries 1 --no-deps --dest . pip",
    "package-lock.json": "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "
    "npm view --fetch-retries 1 npm version",
    "go.mod": "go list -m -versions golang.org/x/text",
    "pom.xml": "mvn -q -Dmaven.repo.local=/tmp/m2 dependency:get -Dartifact=org.slf4j:slf4j-bom:2.0.17:pom",
}


def dependency_layer(stack: StackDefinition, contents: Mapping[str, bytes]) -> Layer | None:
    """The layer with the packages that a project needs.

    Args:
        stack: The project's stack.
        contents: The project's files by path; only the dependency files are looked at.

    Returns:
        None where the stack's own image has these packages already.

    Raises:
        UsageError: A dependency file is missing or damaged.
    """
    picked = pick_dependencies(contents, stack.dependency_files)
    digest = dependency_digest(picked)
    if digest == dependency_digest(pick_dependencies(stack.shipped_dependencies, stack.dependency_files)):
        return None
    parent = image_definition(stack.id).tag
    key = hashlib.sha256(f"{parent}\0{stack.install}\0{digest}".encode()).hexdigest()[:12]
    return Layer(
        tag=f"{REPOSITORY}/{stack.id}-dependencies:{key}",
        parent=parent,
        files=picked,
        command=stack.install,
        network=Network.OUTSIDE,
    )


def starter_layer(exercise: Exercise, stack: StackDefinition) -> Layer | None:
    """The layer that an untouched project of an exercise needs, or None."""
    laid_over = exercise.template / stack.id
    own = {
        name: (laid_over / name).read_bytes()
        for name in stack.dependency_files
        if (laid_over / name).is_file()
    }
    return dependency_layer(stack, {**stack.shipped_dependencies, **own})


def install(engine: Engine, layer: Layer, progress: Callable[[str], None]) -> Failure | None:
    """Makes the layer unless it is here.

    Args:
        engine: Where.
        layer: What; its parent is here.
        progress: Is told the installer's lines.

    Returns:
        Why the installer failed; None when the layer is here.

    Raises:
        MachineError: There is no network, or the container could not be run.
    """
    from roadmap_lab.sandbox.layers import ensure_layer  # noqa: PLC0415  # not in a warm grade

    failure = ensure_layer(engine, layer, progress)
    if failure is not None and _NO_NETWORK.search(failure.output) and not _registry_answers(engine, layer):
        raise MachineError(
            "the project's own packages could not be fetched: no registry answers",
            "try again with a network; packages that were installed once are kept",
        )
    return failure


def _registry_answers(engine: Engine, layer: Layer) -> bool:
    from roadmap_lab.sandbox.layers import succeeds  # noqa: PLC0415  # few installations fail like that

    asking = [command for name, command in _ASK.items() if name in layer.files]
    return bool(asking) and succeeds(engine, layer._replace(files={}, command=asking[0]))
