"""The exercises that this installation has, read from their folders."""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from functools import cached_property
from pathlib import Path  # noqa: TC003  # cached_property resolves annotations

import msgspec

from roadmap_lab.catalog.syllabus import Form  # noqa: TC001  # msgspec resolves annotations
from roadmap_lab.errors import InternalError, UsageError
from roadmap_lab.resources import EXERCISES, TEMPLATES

_CHECK = re.compile(r"^def test_(\w+)\(", re.MULTILINE)


DRAFT = "DRAFT"  # the file that keeps an exercise from being offered


class StandIn(Enum):
    """Other people's services, played by the checker: they can be told to fail, be slow or lie."""

    MAIL = "mail"
    OIDC = "oidc"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `exercise.yaml` says.

    Attributes:
        format: Version of this file's own format.
        id: Stable for ever.
        version: Raised whenever the checks change what they demand.
        title: For people.
        summary: One line of what is built.
        form: How the work meets the checks.
        after: Ids of exercises that are better done before.
        minutes: A rough estimate for somebody who meets the topic for the first time.
        boot_seconds: How long the server may take until it listens.
        check_seconds: How long all the checks together may take.
        services: Real servers beside the project.
        one_of: Of these services the project chooses one, by the images in its compose.yaml.
        stand_ins: What the checker plays beside the project.
        processes: What the Procfile has to name; `release` may stand there besides.
        secrets: Variables with a random value, the same for all processes of a grade.
        environment: Further variables of every process.
    """

    format: int
    id: str
    version: int
    title: str
    summary: str
    form: Form
    after: tuple[str, ...] = ()
    minutes: int
    boot_seconds: float = 20.0
    check_seconds: float = 60.0
    services: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    processes: tuple[str, ...] = ("web",)
    secrets: tuple[str, ...] = ()
    environment: dict[str, str] = {}


class Exercise:
    """One exercise: its manifest and its folders.

    Args:
        folder: `exercises/<id>`.

    Raises:
        InternalError: The manifest is not what it should be.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = folder / "exercise.yaml"
        try:
            self.manifest = msgspec.yaml.decode(source.read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError) as error:
            raise InternalError(f"{source} cannot be used: {error}") from error
        if self.manifest.id != folder.name:
            raise InternalError(f"{source} names the exercise {self.manifest.id}")

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.manifest.id

    @property
    def template(self) -> Path:
        """The Copier template that lays the exercise over a stack."""
        return TEMPLATES / "exercises" / self.id

    @cached_property
    def stacks(self) -> tuple[str, ...]:
        """Ids of the stacks that have a starter, in the order of their names."""
        return tuple(sorted(entry.name for entry in self.template.iterdir() if entry.is_dir()))

    @property
    def brief(self) -> str:
        """What to build, in Markdown."""
        return (self.folder / "brief.md").read_text(encoding="utf-8")

    @property
    def requests(self) -> str:
        """The contract as a `.http` file."""
        return (self.folder / "requests.http").read_text(encoding="utf-8")

    @cached_property
    def check_files(self) -> dict[str, str]:
        """The sources of the hidden checks by their names."""
        folder = self.folder / "checks"
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.py"))
        }

    @cached_property
    def check_ids(self) -> tuple[str, ...]:
        """The ids of the checks, as `checks.declaration` derives them, read without running them."""
        found = [name for source in self.check_files.values() for name in _CHECK.findall(source)]
        return tuple(name.replace("_", "-") for name in found)

    @cached_property
    def checks_digest(self) -> str:
        """SHA-256 over the names and sources of the checks, in hexadecimal."""
        digest = hashlib.sha256()
        for name, source in self.check_files.items():
            digest.update(f"{name}\0{len(source)}\0{source}".encode())
        return digest.hexdigest()


def exercise_ids(*, drafts: bool = False) -> tuple[str, ...]:
    """The ids of the exercises that this installation offers, sorted.

    Args:
        drafts: Whether those count as well that are still being written: a file `DRAFT` in their folder says
            what is missing. They can be named, but nothing offers them.
    """
    folders = (path.parent for path in EXERCISES.glob("*/exercise.yaml"))
    return tuple(sorted(one.name for one in folders if drafts or not (one / DRAFT).exists()))


def load_exercises() -> tuple[Exercise, ...]:
    """All exercises, those that others build on first, then by id."""
    waiting = [Exercise(EXERCISES / one) for one in exercise_ids()]
    ordered: list[Exercise] = []
    while waiting:
        done = {one.id for one in ordered}
        ready = next((one for one in waiting if set(one.manifest.after) <= done), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def load_exercise(exercise_id: str) -> Exercise:
    """The exercise of that id.

    Raises:
        UsageError: This installation has none; near matches are offered.
    """
    if exercise_id not in exercise_ids(drafts=True):
        raise UsageError(
            f"there is no exercise {exercise_id!r} here", near_matches(exercise_id, exercise_ids())
        )
    return Exercise(EXERCISES / exercise_id)


def near_matches(word: str, known: tuple[str, ...], otherwise: str = "") -> str:
    """A hint that offers what was perhaps meant, or else `otherwise`, or else everything there is."""
    from difflib import get_close_matches  # noqa: PLC0415  # only for a mistyped name

    near = get_close_matches(word, known, n=3, cutoff=0.5)
    near += [one for one in known if word and word in one and one not in near]
    if near:
        return f"did you mean {' or '.join(near)}?"
    return otherwise or f"there is: {', '.join(known)}"
