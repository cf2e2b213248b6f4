"""The first image of all: the configured one, Debian's where a registry answers, else one by mmdebstrap."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.errors import MachineError
from roadmap_lab.sandbox.definitions import OFFICIAL_BASE, configured_base
from roadmap_lab.sandbox.docker_client import broken_connection, docker_client

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.sandbox.engine import Engine

SUITE = "trixie"
PULL_SECONDS = 300
DEBOOTSTRAP_SECONDS = 900


def ensure_base(engine: Engine, progress: Callable[[str], None]) -> None:
    """Sees to it that the image which our first Dockerfile starts from is here.

    Raises:
        MachineError: It can neither be pulled nor made.
    """
    reference = configured_base()
    if engine.image_id(reference) is not None:
        return
    progress(f"pulling {reference}")
    problem = _pull(engine, reference)
    if problem is None:
        return
    if reference != OFFICIAL_BASE:
        raise MachineError(
            f"the configured base image {reference} cannot be had: {problem}", "look at its name"
        )
    if shutil.which("mmdebstrap") is None or os.geteuid() != 0:
        raise MachineError(
            f"no registry gives {reference} ({problem}), and it can't be made here",
            "where a registry answers: docker pull debian:trixie-slim; "
            "without one, as root on Debian or Ubuntu: apt-get install mmdebstrap",
        )
    progress(f"no registry answers: making {reference} with mmdebstrap")
    _debootstrap(engine, reference)


def _pull(engine: Engine, reference: str) -> str | None:
    """Pulls an image; None when it is here now, else why not."""
    from docker.errors import DockerException  # noqa: PLC0415  # only where something is pulled

    client = docker_client(engine, seconds=PULL_SECONDS)
    try:
        for event in client.pull(*reference.rsplit(":", 1), stream=True, decode=True):
            if "error" in event:
                return str(event["error"])
    except DockerException as error:
        return str(error)
    except broken_connection() as error:
        raise MachineError(f"the engine went away while {reference} was pulled", "start it again") from error
    finally:
        client.close()
    return None if engine.image_id(reference) is not None else "the registry gave no image"


def _debootstrap(engine: Engine, reference: str) -> None:
    repository, _, tag = reference.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="roadmap-lab-") as folder:
        archive = Path(folder) / "base.tar"
        made = subprocess.run(
            ["mmdebstrap", "--variant=minbase", "--mode=root", SUITE, str(archive)],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=DEBOOTSTRAP_SECONDS,
            check=False,
        )
        if made.returncode != 0:
            raise MachineError("mmdebstrap failed", "look at the network and disk", detail=made.stderr)
        client = docker_client(engine)
        try:
            client.import_image_from_file(str(archive), repository=repository, tag=tag)
        finally:
            client.close()
