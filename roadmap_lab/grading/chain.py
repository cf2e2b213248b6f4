"""The digest chain of a report: what was graded, by which checks, in which images, and what came of it. Pure.

Each link is the SHA-256 of the link before it, its own name and its value as JSON. So nothing in a report can
be changed without a link that does not fit any more, and the first of them says where. Whoever changes a
report can make it a new chain, too: a chain shows tampering to those who have its last digest from elsewhere
(a store, a mail), or who grade the same submission again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from roadmap_lab.grading.report import Report


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link: its name, and the SHA-256 of all up to it, in hexadecimal."""

    name: str
    digest: str


def chain_of(report: Report) -> tuple[Link, ...]:
    """The chain of a report, by its contents alone."""
    links: list[Link] = []
    before = ""
    for name, value in _values(report).items():
        before = hashlib.sha256(f"{before}\0{name}\0{_canonical(value)}".encode()).hexdigest()
        links.append(Link(name=name, digest=before))
    return tuple(links)


def first_broken(report: Report) -> str | None:
    """The name of the first link that does not fit what the report says, or None where all fit."""
    for index, right in enumerate(chain_of(report)):
        if index >= len(report.chain) or report.chain[index] != right:
            return right.name
    return None if len(report.chain) == len(_values(report)) else "end"


def _values(report: Report) -> dict[str, Any]:
    return {
        "grade": [report.grade_id, report.started_at],
        "exercise": [report.exercise, report.exercise_version],
        "checks": report.checks_digest,
        "images": report.images,
        "submission": [report.stack, report.submission_digest],
        "seed": report.seed,
        "outcomes": [report.verdict.value, [[one.check.id, one.outcome.value] for one in report.results]],
    }


def _canonical(value: Any) -> str:
    """JSON in one form: names sorted, no blanks, text in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
