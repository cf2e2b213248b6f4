"""Whether a report is what a grade has said: its chain, what is stored here, and the same grade once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.errors import RoadmapLabError, UsageError
from roadmap_lab.grading.chain import first_broken
from roadmap_lab.grading.report import Report  # noqa: TC001  # msgspec resolves annotations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 16 * 1024 * 1024  # bytes
_HINT = "write one with: roadmap-lab grade --json > report.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        topic: Such as `chain`.
        right: Whether it fits; None where nothing can be said.
        message: One sentence.
    """

    topic: str
    right: bool | None
    message: str


class _Envelope(msgspec.Struct, kw_only=True):
    schema: str
    command: str
    data: Report


def read_report(path: Path, schema: str) -> Report:
    """Reads a report as `grade --json` prints it.

    Raises:
        UsageError: The file cannot be read, or is no report.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", _HINT) from error
    if len(content) > LARGEST:
        raise UsageError(f"{path} has more than {LARGEST:,} bytes, which no report has", _HINT)
    try:
        envelope = msgspec.json.decode(content, type=_Envelope)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no report: {error}", _HINT) from error
    if envelope.schema != schema or envelope.command != "grade":
        raise UsageError(f"{path} is no report of a grade in the form {schema}", _HINT)
    return envelope.data


def look_at(report: Report, stored: Report | None) -> Iterator[Finding]:
    """What the report itself, the store and this installation say."""
    yield _chain(report)
    if stored is None:
        yield Finding(topic="store", right=None, message="this grade is not in the progress stored here")
    else:
        same = stored.chain == report.chain
        message = "the same report is stored here" if same else "another report of this grade is stored here"
        yield Finding(topic="store", right=same, message=message)
    yield _installed(report)


def compare(report: Report, again: Report) -> Iterator[Finding]:
    """What the same grade said once more."""
    same = again.submission_digest == report.submission_digest
    message = "the project is what was graded" if same else "the project is not what was graded"
    yield Finding(topic="submission", right=same, message=message)
    if again.images != report.images:
        yield Finding(topic="images", right=None, message="it was graded again in other images")
    before, now = _outcomes(report), _outcomes(again)
    other = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    for name in other:
        was, became = before.get(name, "not run"), now.get(name, "not run")
        yield Finding(topic="outcome", right=False, message=f"{name} was {was}, and is {became} now")
    if not other:
        fits = again.verdict is report.verdict
        message = f"the same seed gave the same outcome of all {len(now)} checks ({again.verdict.value})"
        yield Finding(
            topic="outcome",
            right=fits,
            message=message if fits else f"it was {report.verdict.value}, and is {again.verdict.value} now",
        )


def _chain(report: Report) -> Finding:
    if not report.chain:
        return Finding(topic="chain", right=False, message="the report has no chain")
    broken = first_broken(report)
    if broken is None:
        return Finding(topic="chain", right=True, message=f"all {len(report.chain)} links of the chain fit")
    return Finding(topic="chain", right=False, message=f"the report was changed at its {broken}")


def _installed(report: Report) -> Finding:
    try:
        here = load_exercise(report.exercise).checks_digest
    except RoadmapLabError:
        return Finding(topic="checks", right=None, message=f"{report.exercise} is not installed here")
    same = here == report.checks_digest
    message = "the checks here are those that it was graded by" if same else "the checks here are others"
    return Finding(topic="checks", right=True if same else None, message=message)


def _outcomes(report: Report) -> dict[str, Any]:
    return {one.check.id: one.outcome.value for one in report.results}
