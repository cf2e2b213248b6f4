"""Building, listing and pruning the images."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.locations import lock_folder
from roadmap_lab.project.submission import SubmittedFile, pack
from roadmap_lab.sandbox.base import ensure_base
from roadmap_lab.sandbox.definitions import REPOSITORY, ImageDefinition, image_definition, image_names
from roadmap_lab.sandbox.docker_client import broken_connection, docker_client
from roadmap_lab.sandbox.engine import LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from roadmap_lab.sandbox.engine import Engine

LOCK_SECONDS = 1800.0
_SHOWN_LINES = 25
_NO_NAME = "<none>:<none>"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRow:
    """An image for `images list`: the tag, bytes, and whether this installation still uses it."""

    tag: str
    size: int
    current: bool
    present: bool


def missing_images(engine: Engine, names: list[str]) -> list[ImageDefinition]:
    """The images that are not here yet, of those named and their parents, parents first."""
    wanted: dict[str, ImageDefinition] = {}
    for name in names:
        definition = image_definition(name)
        if engine.image_id(definition.tag) is None:
            wanted |= {one.tag: one for one in definition.lineage()}
    return [one for one in wanted.values() if engine.image_id(one.tag) is None]


def build_images(engine: Engine, names: list[str], progress: Callable[[str, str], None]) -> list[str]:
    """Builds what is missing of the images named and their parents.

    Args:
        engine: Where to build.
        names: Image names; their parents are built too.
        progress: Is told the image's name and what is being done, step by step.

    Returns:
        The tags that were built.

    Raises:
        MachineError: A build failed, or there is no base image to be had.
    """
    built = []
    for definition in missing_images(engine, names):
        with image_lock(definition.tag):
            if engine.image_id(definition.tag) is None:  # another command may have built it meanwhile
                if definition.parent is None:
                    ensure_base(engine, lambda text: progress("base", text))
                _build(engine, definition, progress)
                built.append(definition.tag)
    return built


def list_images(engine: Engine, layers: Sequence[str]) -> list[ImageRow]:
    """What this installation uses (present or not) and whatever else carries our label.

    Args:
        engine: Where to look.
        layers: Tags of the layers with the packages of starters; they are in use as well.
    """
    current = [*(image_definition(name).tag for name in image_names()), *layers]
    sizes = {tag: int(image["Size"]) for image in engine.images() for tag in _tags(image)}
    rows = [ImageRow(tag=tag, size=sizes.get(tag, 0), current=True, present=tag in sizes) for tag in current]
    rows += [
        ImageRow(tag=tag, size=size, current=False, present=True)
        for tag, size in sorted(sizes.items())
        if tag not in current
    ]
    return rows


def prune_images(engine: Engine, layers: Sequence[str], *, everything: bool) -> list[str]:
    """Removes images that this installation no longer uses; with `everything`, those in use as well.

    Args:
        engine: Where to remove them.
        layers: Tags of the layers with the packages of starters; they are in use as well.
        everything: Whether nothing is kept.

    Returns:
        What was removed.
    """
    keep = set() if everything else {*(image_definition(name).tag for name in image_names()), *layers}
    removed: list[str] = []
    doomed = [
        reference
        for image in engine.images()
        for reference in (_tags(image) or [str(image["Id"])])
        if reference not in keep
    ]
    while doomed:  # an image that others are made from goes after them
        gone = [reference for reference in doomed if engine.remove_image(reference)]
        removed += gone
        doomed = [reference for reference in doomed if reference not in gone]
        if not gone:
            break
    return removed


@contextmanager
def image_lock(tag: str) -> Iterator[None]:
    """Keeps other commands from making the same image at the same time.

    Raises:
        MachineError: Another command holds the lock for half an hour.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # only where something is built

    folder = lock_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / (tag.replace("/", "-").replace(":", "-") + ".lock"))
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        raise MachineError(f"another command has been building {tag} for too long", "end it first") from error
    try:
        yield
    finally:
        lock.release()


def certificate_bundle() -> bytes:
    """The certificate authorities that `SSL_CERT_FILE` names; empty where it names none.

    Raises:
        MachineError: It names a file that cannot be read.
    """
    path = os.environ.get("SSL_CERT_FILE")
    if not path:
        return b""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise MachineError(
            f"SSL_CERT_FILE names {path}, which cannot be read: {error.strerror}",
            "set it to your network's certificate bundle, or unset it",
        ) from error


def _build(engine: Engine, definition: ImageDefinition, progress: Callable[[str, str], None]) -> None:
    context = dict(definition.context)
    if definition.parent is None:
        # Not part of the tag: other certificates make no other image.
        context["ca-bundle.crt"] = certificate_bundle()
    archive = pack({path: SubmittedFile(content=content) for path, content in context.items()})
    lines: list[str] = []
    client = docker_client(engine)
    try:
        for event in client.build(
            fileobj=io.BytesIO(archive),
            custom_context=True,
            tag=definition.tag,
            labels={LABEL: "image", f"{LABEL}.image": definition.name},
            rm=True,
            forcerm=True,
            decode=True,
        ):
            if "error" in event:
                raise _build_failed(definition, lines, str(event["error"]))
            text = str(event.get("stream", "")).strip()
            if text:
                lines.append(text)
                if text.startswith("Step "):
                    progress(definition.name, text)
    except broken_connection() as error:
        raise MachineError(
            f"the engine went away while {definition.name} was built", "start it again"
        ) from error
    finally:
        client.close()
    if engine.image_id(definition.tag) is None:
        raise InternalError(f"the build of {definition.tag} left no image")


def _build_failed(definition: ImageDefinition, lines: list[str], error: str) -> MachineError:
    if "no space left" in error.lower():
        return MachineError(
            "the Docker engine's disk is full", "roadmap-lab images prune, or free some space"
        )
    tail = "\n".join(lines[-_SHOWN_LINES:])
    return MachineError(
        f"the image {definition.name} could not be built: {error}",
        "builds need Debian's, PyPI's and npm's packages: look at the network",
        detail=tail,
    )


def _tags(image: dict[str, Any]) -> list[str]:
    return [
        tag for tag in image.get("RepoTags") or [] if tag != _NO_NAME and tag.startswith(f"{REPOSITORY}/")
    ]
