"""Laying out a new project: the one adapter to Copier."""

from __future__ import annotations

import io
import shutil
import tempfile
from contextlib import contextmanager, redirect_stderr, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import InternalError, MachineError, RoadmapLabError, UsageError
from roadmap_lab.project.answers import ANSWERS_FILE
from roadmap_lab.resources import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from roadmap_lab.catalog.exercises import Exercise
    from roadmap_lab.catalog.stack_definitions import StackDefinition

STACK_ANSWERS_FILE = ".copier-answers.stack.yml"
SURROUNDINGS = ("compose.yaml", ".env.example", "data")


def scaffold(exercise: Exercise, stack: StackDefinition, folder: Path) -> None:
    """Makes a project: the base of the stack, then what the exercise lays over it.

    Everything is made beside the folder and moved there at the end, so that a failure leaves nothing.

    Args:
        exercise: What is going to be built.
        stack: In what.
        folder: Where; it must not exist or be empty.

    Raises:
        UsageError: The folder cannot be used.
        MachineError: It cannot be written.
        InternalError: A template is broken.
    """
    target = folder.absolute()
    check_folder(target)
    try:
        with (
            _parents_of(target),
            tempfile.TemporaryDirectory(prefix=".roadmap-lab-", dir=target.parent) as made,
        ):
            draft = Path(made) / "project"
            _lay(exercise, stack, draft)
            _move(draft, target)
    except OSError as error:
        raise MachineError(
            f"the project cannot be written to {target}: {error.strerror or error}",
            "look at the folder's permissions and at the space left on the disk",
        ) from error


@contextmanager
def _parents_of(target: Path) -> Iterator[None]:
    missing = [parent for parent in target.parents if not parent.exists()]  # the innermost first
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise


def check_folder(target: Path) -> None:
    """Refuses a folder in which a project must not be made.

    Raises:
        UsageError: It is a file, or has something in it, or cannot be looked into.
    """
    try:
        str(target).encode()
    except UnicodeEncodeError:
        raise UsageError("the name of the folder is not valid UTF-8", "name another one") from None
    try:
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise UsageError(f"{target} is not a folder", "name another one")
        if target.is_dir() and any(target.iterdir()):
            raise UsageError(
                f"{target} is not empty", "name a folder that does not exist yet, or an empty one"
            )
    except OSError as error:
        raise UsageError(
            f"{target} cannot be looked into: {error.strerror}", "name another folder"
        ) from error


def _lay(exercise: Exercise, stack: StackDefinition, draft: Path) -> None:
    manifest = exercise.manifest
    common: dict[str, Any] = {
        "exercise": exercise.id,
        "exercise_version": manifest.version,
        "stack": stack.id,
    }
    told: dict[str, Any] = {
        "title": manifest.title,
        "summary": manifest.summary,
        "brief": exercise.brief,
        "requests_http": exercise.requests,
        "processes": list(manifest.processes),
    }
    base = TEMPLATES / "stacks" / stack.id
    copy_template(base, draft, data=common | told, answers_file=STACK_ANSWERS_FILE)
    if stack.own_image:
        _lay_surroundings(exercise, draft)
    else:
        copy_template(exercise.template, draft, data=common, answers_file=ANSWERS_FILE)


def _lay_surroundings(exercise: Exercise, draft: Path) -> None:
    """Lays out what an exercise has beside the project, which is the same in every stack."""
    starter = exercise.template / exercise.stacks[0]
    for name in SURROUNDINGS:
        if (starter / name).is_dir():
            shutil.copytree(starter / name, draft / name)
        elif (starter / name).is_file():
            shutil.copy(starter / name, draft / name)


def copy_template(
    template: Path,
    target: Path,
    *,
    data: dict[str, Any],
    answers_file: str | None = None,
    exclude: Sequence[str] = (),
) -> None:
    """Lays a template out, over whatever is there.

    Args:
        template: A Copier template of ours.
        target: The folder; it is made where it does not exist.
        data: Its answers; nobody is asked for any.
        answers_file: Where they are kept.
        exclude: Patterns of what is left out, beside the template's own.

    Raises:
        InternalError: The template is broken.
    """
    with _copier_errors():
        from copier import Settings, run_copy  # noqa: PLC0415  # costs 0.3 s; only `new` needs it

        run_copy(
            str(template),
            target,
            data=data,
            answers_file=answers_file,
            exclude=exclude,
            defaults=True,
            overwrite=True,
            quiet=True,
            settings=Settings(),  # the user's own Copier settings are not ours
        )


@contextmanager
def _copier_errors() -> Iterator[None]:
    """Copier fails in many classes (its own, plumbum's, Jinja's, ValueError): to us they are one."""
    said = io.StringIO()  # it also prints some of them
    try:
        with redirect_stderr(said):
            yield
    except (RoadmapLabError, OSError, KeyboardInterrupt):
        raise
    except Exception as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InternalError(
            f"the template is broken: {first}", "please report it", detail=f"{said.getvalue()}{error!r}"
        ) from error


def _move(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(draft.iterdir()):
            moved.append(target / entry.name)
            entry.rename(target / entry.name)
    except BaseException:
        for path in moved:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise
