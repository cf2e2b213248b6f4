"""Images made by running a command in a limited container and keeping what it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lab.project.submission import SubmittedFile, pack
from roadmap_lab.sandbox.engine import LABEL
from roadmap_lab.sandbox.images import image_lock
from roadmap_lab.sandbox.leftovers import GRADE_LABEL
from roadmap_lab.sandbox.workshop import Work, done_in_a_workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.spec import Failure, Layer

BUDGET_SECONDS = 300.0
_FOLDER = "/build"
_FOLDER_MB = 512


def ensure_layer(engine: Engine, layer: Layer, progress: Callable[[str], None]) -> Failure | None:
    """Makes a layer's image unless it is here.

    Args:
        engine: Where.
        layer: What.
        progress: Is told the command's lines as they come.

    Returns:
        None when the image is here, else why its command failed.

    Raises:
        MachineError: The container could not be run.
    """
    if engine.image_id(layer.tag) is not None:
        return None
    with image_lock(layer.tag):
        if engine.image_id(layer.tag) is not None:
            return None
        with done_in_a_workshop(engine, _work(layer), progress) as done:
            if done.failure is None:
                labels = {LABEL: "image", f"{LABEL}.image": "dependencies", GRADE_LABEL: "none"}
                engine.commit(done.container, layer.tag, labels)
            return done.failure


def succeeds(engine: Engine, layer: Layer) -> bool:
    """Whether a command succeeds where layers are made; nothing of it is kept.

    Raises:
        MachineError: The container could not be run.
    """
    with done_in_a_workshop(engine, _work(layer), lambda _: None) as done:
        return done.failure is None


def _work(layer: Layer) -> Work:
    return Work(
        role="dependencies",
        image=layer.parent,
        archive=pack({path: SubmittedFile(content=content) for path, content in layer.files.items()}),
        folder=_FOLDER,
        folder_mb=_FOLDER_MB,
        command=layer.command,
        environment={"HOME": _FOLDER, "TMPDIR": f"{_FOLDER}/.tmp", "npm_config_cache": f"{_FOLDER}/.npm"},
        network=layer.network,
        seconds=BUDGET_SECONDS,
    )
