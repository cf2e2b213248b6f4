from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from roadmap_lab.grading.chain import Link, chain_of, first_broken
from roadmap_lab.grading.events import Outcome
from roadmap_lab.grading.report import Report, Verdict
from tests.reports import report, result

REPORT = report(results=(result("list"), result("create", Outcome.FAILED)))
CHANGES: dict[str, tuple[Any, str]] = {
    "grade_id": ("another", "grade"),
    "started_at": ("2031-01-31T12:00:00+00:00", "grade"),
    "exercise": ("notes-crud", "exercise"),
    "exercise_version": (2, "exercise"),
    "checks_digest": ("e" * 64, "checks"),
    "images": ({"checker": "roadmap-lab/checker:2"}, "images"),
    "stack": ("fastapi", "submission"),
    "submission_digest": ("e" * 64, "submission"),
    "seed": (8, "seed"),
    "verdict": (Verdict.PASSED, "outcomes"),
    "results": ((result("list"), result("create")), "outcomes"),
}
# How long it took, and what was said beside the outcomes, is nobody's evidence.
UNCHAINED = {"seconds", "phases", "trouble", "kept", "swept", "chain"}


def test_a_report_fits_its_own_chain() -> None:
    assert first_broken(REPORT) is None
    assert [one.name for one in REPORT.chain] == [
        "grade",
        "exercise",
        "checks",
        "images",
        "submission",
        "seed",
        "outcomes",
    ]


@pytest.mark.parametrize("field", CHANGES)
def test_what_was_changed_is_named(field: str) -> None:
    value, link = CHANGES[field]

    assert first_broken(replace(REPORT, **{field: value})) == link


def test_every_field_is_chained_or_left_out_on_purpose() -> None:
    assert {one.name for one in fields(Report)} == set(CHANGES) | UNCHAINED


@pytest.mark.parametrize("index", range(7))
def test_a_link_that_is_missing_or_another_is_named(index: int) -> None:
    chain = REPORT.chain
    name = chain[index].name

    assert first_broken(replace(REPORT, chain=chain[:index])) == name
    other = Link(name=name, digest="0" * 64)
    assert first_broken(replace(REPORT, chain=(*chain[:index], other, *chain[index + 1 :]))) == name


def test_a_link_too_many_is_no_chain_of_this_report() -> None:
    assert first_broken(replace(REPORT, chain=(*REPORT.chain, REPORT.chain[0]))) == "end"


def test_each_link_depends_on_all_before_it() -> None:
    other = chain_of(replace(REPORT, grade_id="another"))

    assert all(one.digest != two.digest for one, two in zip(REPORT.chain, other, strict=True))
