"""Laying out a new exercise from the skeleton: small, complete, and graded green from the first moment."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.authoring.checkout import Checkout, files_below, subfolders
from roadmap_lab.authoring.lint_layout import ID, SYLLABUS_FILE
from roadmap_lab.catalog.exercises import near_matches
from roadmap_lab.catalog.syllabus import load_syllabus
from roadmap_lab.errors import MachineError, UsageError
from roadmap_lab.project.scaffold import copy_template

if TYPE_CHECKING:
    from collections.abc import Sequence


SKELETON = Path(__file__).parent / "skeleton"
FORMS = ("http",)  # those that the skeleton has an example of
_LAYOUT = SKELETON / "layout"
_ID_FOLDER = "[[ id ]]"
_SUMMARY = "One line of what is built."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to write: where, and what."""

    place: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExercise:
    """What was laid out.

    Attributes:
        id: The exercise.
        title: From the syllabus, where it knows the id.
        stacks: In which there is a starter and a solution.
        files: Everything that was written, from the root of the checkout.
        steps: What the author writes now, in this order.
    """

    id: str
    title: str
    stacks: tuple[str, ...]
    files: tuple[str, ...]
    steps: tuple[Step, ...]


def skeleton_stacks() -> tuple[str, ...]:
    """The stacks that the skeleton has an example in."""
    return subfolders(_LAYOUT / "templates" / "exercises" / _ID_FOLDER)


def new_exercise(
    checkout: Checkout, exercise_id: str, *, form: str, stacks: Sequence[str], title: str = ""
) -> NewExercise:
    """Lays out an exercise in the checkout.

    Args:
        checkout: Where.
        exercise_id: A new id, in kebab-case.
        form: How the work meets the checks.
        stacks: In which stacks it can be built.
        title: What it is called where the syllabus does not say.

    Raises:
        UsageError: The id, the form or a stack cannot be used.
        MachineError: The folders cannot be written.
    """
    chosen = tuple(dict.fromkeys(stacks))
    _refuse(checkout, exercise_id, form, chosen)
    known = load_syllabus().get(exercise_id)
    named = known.title if known else title or exercise_id.replace("-", " ").capitalize()
    data = {
        "id": exercise_id,
        "title": named,
        "summary": known.proves if known else _SUMMARY,
        "form": form,
        "stacks": list(chosen),
    }
    left_out = [one for one in skeleton_stacks() if one not in chosen]
    exclude = [pattern for one in left_out for pattern in (one, f"*-{one}")]
    source = checkout.source(exercise_id)
    try:
        with tempfile.TemporaryDirectory(prefix=".roadmap-lab-", dir=checkout.root) as workshop:
            copy_template(SKELETON, Path(workshop), data=data, exclude=exclude)
            made = Checkout(root=Path(workshop)).source(exercise_id)
            _put(made.folder, source.folder)
            try:
                _put(made.template, source.template)
            except BaseException:
                shutil.rmtree(source.folder, ignore_errors=True)
                raise
    except OSError as error:
        raise MachineError(
            f"the exercise cannot be written to {checkout.root}: {error.strerror or error}",
            "look at the folder's permissions and at the space left on the disk",
        ) from error
    files = [
        checkout.shown(path) for folder in (source.folder, source.template) for path in files_below(folder)
    ]
    return NewExercise(
        id=exercise_id,
        title=named,
        stacks=chosen,
        files=tuple(files),
        steps=_steps(exercise_id, named, form, registered=known is not None),
    )


def _refuse(checkout: Checkout, exercise_id: str, form: str, stacks: tuple[str, ...]) -> None:
    if not ID.fullmatch(exercise_id):
        raise UsageError(
            f"{exercise_id!r} is no id", "write it in kebab-case: small letters, digits, single hyphens"
        )
    source = checkout.source(exercise_id)
    for folder in (source.folder, source.template):
        if folder.exists():
            raise UsageError(
                f"{checkout.shown(folder)} is there already", "take another id: each is for ever"
            )
    if form not in FORMS:
        raise UsageError(f"there is no skeleton of the form {form!r} yet", f"there is: {', '.join(FORMS)}")
    known = skeleton_stacks()
    for stack in stacks:
        if stack not in known:
            raise UsageError(f"the skeleton has no example in {stack!r}", near_matches(stack, known))
    if not stacks:
        raise UsageError("an exercise needs at least one stack", f"there is: {', '.join(known)}")


def _put(made: Path, goal: Path) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    made.rename(goal)


def _steps(exercise_id: str, title: str, form: str, *, registered: bool) -> tuple[Step, ...]:
    folder, template = f"exercises/{exercise_id}", f"templates/exercises/{exercise_id}"
    register = Step(
        place=SYLLABUS_FILE,
        what=f"the id, for ever: - {{id: {exercise_id}, title: {title}, section: ..., form: {form}, "
        "proves: ...}; and the skill that it proves in roadmap_lab/catalog/skills.yaml",
    )
    return (
        *(() if registered else (register,)),
        Step(place=f"{folder}/exercise.yaml", what="the summary, what comes before it, how long it takes"),
        Step(place=f"{folder}/brief.md", what="the contract: every route, value and error that is checked"),
        Step(place=f"{folder}/requests.http", what="the contract as requests to try"),
        Step(place=f"{folder}/checks/", what="the hidden checks, one function each"),
        Step(place=f"{template}/STACK/", what="the starter: it runs, fails the checks, and is marked TODO"),
        Step(place=f"{folder}/solutions/STACK/", what="what passes, as you would be proud to show it"),
        Step(
            place=f"{folder}/mutants/NAME/",
            what="a learner's mistake: change.patch (or overlay/); in mutant.yaml the checks that see it",
        ),
    )
