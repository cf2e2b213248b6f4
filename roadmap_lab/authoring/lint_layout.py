"""Is everything of an exercise there, and nothing else?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.authoring.checkout import (
    MUTANT_FILE,
    OVERLAY,
    PATCH,
    files_below,
    subfolders,
)
from roadmap_lab.authoring.problems import line_of_key
from roadmap_lab.catalog.exercises import DRAFT, Manifest
from roadmap_lab.catalog.stack_definitions import stack_ids
from roadmap_lab.catalog.syllabus import load_syllabus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from roadmap_lab.authoring.problems import LintProblem, Subject

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
SYLLABUS_FILE = "roadmap_lab/catalog/exercise_ids.yaml"
_FORMAT = 1
_ANSWERS = ("exercise", "exercise_version", "stack")
_FILES = {"exercise.yaml", "brief.md", "requests.http"}
_LITTER = re.compile(r"(?i)\.(?:orig|rej|bak|swp|log|tmp|py[co])$|~$|^\.ds_store$|^thumbs\.db$|^\.env$")
_LITTER_FOLDERS = frozenset({"node_modules", ".git", ".venv", "venv", "coverage", ".idea", ".vscode"})
_PATH_IN_ERROR = re.compile(r"`\$\.(\w+)")


def manifest_problems(subject: Subject) -> Iterator[LintProblem]:
    """What is wrong with `exercise.yaml`, and whether the syllabus has the id."""
    source = subject.source
    path = source.folder / "exercise.yaml"
    if not ID.fullmatch(source.id):
        yield subject.problem(
            source.folder, f"{source.id} is no id", "write it in kebab-case: small letters, digits, hyphens"
        )
    if source.id not in load_syllabus():
        yield subject.problem(
            path,
            f"the syllabus does not know {source.id}, and ids are kept for ever",
            f"add its line to {SYLLABUS_FILE}, or take the id that is there",
        )
    if not path.is_file():
        yield subject.problem(path, "there is no exercise.yaml", "see docs/authoring.md for what it says")
        return
    text = path.read_text(encoding="utf-8")
    try:
        manifest = msgspec.yaml.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        found = _PATH_IN_ERROR.search(str(error))
        line = line_of_key(text, found[1]) if found else None
        yield subject.problem(path, f"it cannot be used: {error}", "correct that field", line)
        return
    for key, message, advice in _wrong_fields(manifest, source.id):
        yield subject.problem(path, message, advice, line_of_key(text, key))


def _wrong_fields(manifest: Manifest, exercise_id: str) -> Iterator[tuple[str, str, str]]:
    if manifest.format != _FORMAT:
        yield "format", f"the format is {manifest.format}", f"write format: {_FORMAT}"
    if manifest.id != exercise_id:
        yield "id", f"it says {manifest.id}, the folder {exercise_id}", "give both the same name"
    for key in ("version", "minutes", "boot_seconds", "check_seconds"):
        if getattr(manifest, key) <= 0:
            yield key, f"{key} is not above 0", "write how it is"
    for key in ("title", "summary"):
        text = getattr(manifest, key)
        if not text.strip() or "\n" in text:
            yield key, f"the {key} is not one line of text", "write one line for people"
    for one in manifest.after:
        if one not in load_syllabus():
            yield "after", f"it comes after {one}, which the syllabus does not know", "name an exercise"


def layout_problems(subject: Subject) -> Iterator[LintProblem]:
    """Which pieces are missing, and which files have no place in an exercise."""
    source = subject.source
    yield from _missing_pieces(subject)
    for stack in source.stacks:
        yield from _starter_problems(subject, stack)
        if not any(files_below(source.solution(stack))):
            message = f"there is no solution in {stack}"
            yield subject.problem(source.solution(stack), message, "each starter needs one that passes")
    for stack in subfolders(source.folder / "solutions"):
        if stack not in source.stacks:
            message = f"{stack} has a solution but no starter"
            yield subject.problem(source.solution(stack), message, "add the starter, or remove it")
    for path in _strays(subject):
        yield subject.problem(path, "this file has no place in an exercise", "move it, or remove it")


def _missing_pieces(subject: Subject) -> Iterator[LintProblem]:
    source = subject.source
    for name in sorted(_FILES - {"exercise.yaml"}):
        path = source.folder / name
        if not path.is_file() or not path.read_text(encoding="utf-8").strip():
            yield subject.problem(path, f"there is no {name}", "see docs/authoring.md for what it says")
    if not any(path.name.startswith("test_") for path in source.check_files):
        yield subject.problem(source.folder / "checks", "there are no checks", "write checks/test_....py")
    if not (source.template / "copier.yml").is_file():
        message, advice = "there is no copier.yml", "take another exercise's"
        yield subject.problem(source.template / "copier.yml", message, advice)
    if not source.stacks:
        message, advice = "there is no starter in any stack", "add a folder for each stack"
        yield subject.problem(source.template, message, advice)


def _starter_problems(subject: Subject, stack: str) -> Iterator[LintProblem]:
    folder = subject.source.template / stack
    if stack not in stack_ids():
        yield subject.problem(folder, f"{stack} is no stack", f"there is: {', '.join(stack_ids())}")
    answers = folder / ANSWERS
    if not answers.is_file():
        yield subject.problem(answers, "the starter has no answers file", "take the one of another exercise")
    else:
        text = answers.read_text(encoding="utf-8")
        lacking = [key for key in _ANSWERS if line_of_key(text, key) is None]
        if lacking:
            yield subject.problem(
                answers, f"the answers file lacks {', '.join(lacking)}", "take the one of another exercise"
            )
    texts = (path.read_bytes() for path in files_below(folder))
    if not any(b"TODO" in text for text in texts):
        yield subject.problem(
            folder, "nothing in the starter is marked TODO", "mark where the learner begins with a TODO"
        )


def _strays(subject: Subject) -> Iterator[Path]:
    source = subject.source
    for path in files_below(source.folder):
        if not _belongs(path.relative_to(source.folder).parts):
            yield path
    for path in files_below(source.template):
        parts = path.relative_to(source.template).parts
        if parts != ("copier.yml",) and (len(parts) == 1 or _is_litter(parts)):
            yield path


def _belongs(parts: tuple[str, ...]) -> bool:
    match parts:
        case (name,):
            known = name in {*_FILES, DRAFT}
        case ("checks", *_, name):
            known = name.endswith(".py")
        case ("solutions", _, _, *_):
            known = True
        case ("mutants", _, name):
            known = name in {MUTANT_FILE, PATCH}
        case ("mutants", _, name, _, *_):
            known = name == OVERLAY
        case _:
            known = False
    return known and not _is_litter(parts)


def _is_litter(parts: tuple[str, ...]) -> bool:
    return bool(_LITTER.search(parts[-1])) or not _LITTER_FOLDERS.isdisjoint(parts[:-1])
