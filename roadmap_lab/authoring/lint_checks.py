"""Are the checks well declared, fair to the brief, and hidden?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from roadmap_lab.authoring.checkout import files_below
from roadmap_lab.authoring.routes import is_mentioned, mentioned_routes, used_routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from roadmap_lab.authoring.declarations import Declared
    from roadmap_lab.authoring.problems import LintProblem, Subject

LEAST_HINTS = 2
SHORTEST_SECRET = 12  # characters; what is shorter is found everywhere
_SHOWN = 60


def declaration_problems(subject: Subject, declared: Declared) -> Iterator[LintProblem]:
    """What is wrong with the declarations: no check, too few hints, an id twice, a need that comes later."""
    folder = subject.source.folder / "checks"
    for failure in declared.failures:
        yield subject.problem(
            folder / failure.file, f"it cannot be imported: {failure.message}", "mend it", failure.line
        )
    earlier: set[str] = set()
    later = {one.id for one in declared.checks}
    for check in declared.checks:
        path = folder / check.file
        if not check.id:
            message = f"{check.name} is not declared as a check"
            yield subject.problem(path, message, "put @check(title, hints=[...]) above it", check.line)
            continue
        if check.id in earlier:
            yield subject.problem(
                path, f"two checks have the id {check.id}", "rename one function", check.line
            )
        if len(check.hints) < LEAST_HINTS:
            yield subject.problem(
                path,
                f"the check {check.id} has fewer than {LEAST_HINTS} hints",
                "write a nudge first, and last what nearly is the answer",
                check.line,
            )
        for need in check.needs:
            if need not in earlier:
                advice = "move it behind that check" if need in later else "name the id of an earlier check"
                message = f"the check {check.id} needs {need}, which no earlier check is"
                yield subject.problem(path, message, advice, check.line)
        earlier.add(check.id)


def route_problems(subject: Subject) -> Iterator[LintProblem]:
    """Routes that a check uses and that the brief does not mention."""
    folder = subject.source.folder / "checks"
    files = [(path.relative_to(folder).as_posix(), source) for path, source, _ in _parsed(subject)]
    mentioned = mentioned_routes(subject.source.brief)
    for route in used_routes(files):
        if not is_mentioned(route.path, mentioned):
            yield subject.problem(
                folder / route.file,
                f"the brief does not mention {route.path}, which this check asks for",
                "name the route in brief.md, or do not ask for it",
                route.line,
            )


def leak_problems(subject: Subject) -> Iterator[LintProblem]:
    """What only the checks know, and yet stands in what the learner gets."""
    given = [subject.source.folder / "requests.http", *files_below(subject.source.template)]
    texts = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in given if path.is_file()]
    secrets = _secrets(subject)
    for path, text in texts:
        for secret in secrets:
            if secret in text:
                shown = secret if len(secret) <= _SHOWN else f"{secret[:_SHOWN]}..."
                yield subject.problem(
                    path,
                    f"{shown!r} stands in the hidden checks, and not in the brief",
                    "use another value in the one or the other, or make it part of the contract",
                    text.count("\n", 0, text.index(secret)) + 1,
                )


def _secrets(subject: Subject) -> list[str]:
    """Strings of the checks that a learner must not meet, and the names of the check files.

    What the brief says is known, and so is what the manifest gives to the learner's processes.
    """
    manifest = subject.source.folder / "exercise.yaml"
    known = subject.source.brief + (manifest.read_text(encoding="utf-8") if manifest.is_file() else "")
    found: dict[str, None] = {"roadmap_lab.checks": None}
    for path, _, tree in _parsed(subject):
        found[path.name] = None
        for text in _whole_strings(tree):
            if len(text) >= SHORTEST_SECRET and text not in known:
                found[text] = None
    return list(found)


def _whole_strings(tree: ast.Module) -> Iterator[str]:
    """The string literals, but not the pieces between the placeholders of f-strings."""
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value.strip()


def _parsed(subject: Subject) -> Iterator[tuple[Path, str, ast.Module]]:
    for path in subject.source.check_files:
        source = path.read_text(encoding="utf-8")
        try:
            yield path, source, ast.parse(source)
        except SyntaxError:
            continue  # the import says so
