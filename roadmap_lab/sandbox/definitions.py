"""What the images are made of, and the tags that follow from it. Pure: nothing here speaks to Docker."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from roadmap_lab.resources import IMAGES, PACKAGE
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = "roadmap-lab"
PROJECTS = f"{REPOSITORY}/project:"  # what learners' own Dockerfiles have made
BASE_VARIABLE = "ROADMAP_LAB_BASE_IMAGE"
OFFICIAL_BASE = "debian:trixie-slim"
_FROM = re.compile(r"^FROM (\S+)$", re.MULTILINE)
_TAG_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageDefinition:
    """One image of ours.

    Attributes:
        name: The folder in `roadmap_lab/images`.
        parent: The image of ours that it is made from, or None for the first.
        context: What the build sees, by path; the Dockerfile included.
        tag: Repository and version; the version is the hash of all that the image is made of.
    """

    name: str
    parent: ImageDefinition | None
    context: Mapping[str, bytes]
    tag: str

    def lineage(self) -> list[ImageDefinition]:
        """This image and all that it is made from, the first of them first."""
        return [*(self.parent.lineage() if self.parent else []), self]


def configured_base() -> str:
    """The base image that the user asks for, or Debian's."""
    return os.environ.get(BASE_VARIABLE) or OFFICIAL_BASE


@cache
def image_definition(name: str) -> ImageDefinition:
    """The definition of an image by its name."""
    context = _context(name)
    source = _FROM.search(context["Dockerfile"].decode())
    parent = None
    if source is None:
        raise ValueError(f"the Dockerfile of {name} has no FROM line")
    if source[1].startswith(f"{REPOSITORY}/"):
        parent = image_definition(source[1].removeprefix(f"{REPOSITORY}/"))
    origin = parent.tag if parent else configured_base()
    context["Dockerfile"] = _FROM.sub(f"FROM {origin}", context["Dockerfile"].decode(), count=1).encode()
    digest = hashlib.sha256()
    for path in sorted(context):
        digest.update(f"{path}\0{len(context[path])}\0".encode() + context[path])
    tag = f"{REPOSITORY}/{name}:{digest.hexdigest()[:_TAG_DIGITS]}"
    return ImageDefinition(name=name, parent=parent, context=context, tag=tag)


def image_names() -> list[str]:
    """The names of all images, parents first."""
    names = sorted(path.parent.name for path in IMAGES.glob("*/Dockerfile"))
    ordered: list[str] = []
    for name in names:
        ordered += [one.name for one in image_definition(name).lineage() if one.name not in ordered]
    return ordered


def _context(name: str) -> dict[str, bytes]:
    folder = IMAGES / name
    context = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"stack.yaml", "service.yaml"}
    }
    if name == CHECKER:
        for path in (PACKAGE / "__init__.py", *sorted((PACKAGE / "checks").rglob("*.py"))):
            context[f"roadmap_lab/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    elif (folder / "stack.yaml").is_file():
        # The checker's definition, which every grade begins with, needs none of this.
        from roadmap_lab.catalog.stack_definitions import load_stack  # noqa: PLC0415
        from roadmap_lab.project.dependencies import pick_dependencies  # noqa: PLC0415

        stack = load_stack(name)
        context |= pick_dependencies(stack.shipped_dependencies, stack.dependency_files)
    return context
