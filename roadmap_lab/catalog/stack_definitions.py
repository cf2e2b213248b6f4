"""The stacks that projects can be written in here, read from beside their Dockerfiles.

Those that are planned as well have their names in `stacks`.
"""

from __future__ import annotations

from functools import cache

import msgspec

from roadmap_lab.catalog.exercises import Exercise, near_matches
from roadmap_lab.catalog.syllabus import Form
from roadmap_lab.errors import InternalError, UsageError
from roadmap_lab.resources import IMAGES, TEMPLATES


class StackDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `stack.yaml` beside the stack's Dockerfile says.

    Attributes:
        format: Version of this file's own format.
        id: Stable for ever.
        title: Framework and runtime with their versions.
        language: The programming language.
        dependency_files: What decides which packages are installed; nothing else reaches the network.
        install: The shell command that installs them, run in a folder that holds just these files.
        lock_hint: What a learner can do when that command fails.
        build: The shell command that compiles a project, run in its folder and without a network; empty where
            nothing is compiled.
        errors: A regular expression; the first line of the compiler's output that it finds is where a learner
            should begin to read.
        build_hint: What a learner can do when that command fails.
        boot_seconds: What a server of this stack needs beyond the time that an exercise gives it.
        hosts_file: Whether its programs know `localhost` by /etc/hosts alone.
        own_image: Whether the project brings a Dockerfile, which takes the place of all of the above.
    """

    format: int
    id: str
    title: str
    language: str
    dependency_files: tuple[str, ...] = ()
    install: str = ""
    lock_hint: str = ""
    build: str = ""
    errors: str = ""
    build_hint: str = ""
    boot_seconds: float = 0.0
    hosts_file: bool = False
    own_image: bool = False

    @property
    def shipped_dependencies(self) -> dict[str, bytes]:
        """The dependency files of an untouched project; their packages are in the stack's image."""
        folder = TEMPLATES / "stacks" / self.id / "template"
        return {name: (folder / name).read_bytes() for name in self.dependency_files}


def stack_ids() -> tuple[str, ...]:
    """The ids of the stacks that can be used here, sorted."""
    return tuple(sorted(path.parent.name for path in IMAGES.glob("*/stack.yaml")))


@cache
def load_stack(stack_id: str) -> StackDefinition:
    """The stack of that id.

    Raises:
        UsageError: There is none; near matches are offered.
    """
    known = stack_ids()
    if stack_id not in known:
        raise UsageError(f"there is no stack {stack_id!r} here", near_matches(stack_id, known))
    source = IMAGES / stack_id / "stack.yaml"
    try:
        return msgspec.yaml.decode(source.read_bytes(), type=StackDefinition)
    except msgspec.MsgspecError as error:
        raise InternalError(f"{source} cannot be used: {error}") from error


def stack_of(exercise: Exercise, stack_id: str) -> StackDefinition:
    """The stack, if the exercise can be done in it.

    Raises:
        UsageError: The stack is unknown, or the exercise lacks it.
    """
    # Mostly there is a starter: reading all the others' definitions would take 5 ms of a grade.
    if stack_id not in exercise.stacks and stack_id not in (offered := stacks_of(exercise)):
        raise UsageError(f"{exercise.id} has no stack {stack_id!r}", near_matches(stack_id, offered))
    return load_stack(stack_id)


def stacks_of(exercise: Exercise) -> tuple[str, ...]:
    """The stacks that an exercise can be done in: those with a starter, then any by a Dockerfile."""
    own = tuple(one for one in stack_ids() if load_stack(one).own_image)
    return exercise.stacks + (own if exercise.manifest.form is Form.HTTP else ())
