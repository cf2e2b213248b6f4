"""Every exercise that there is to be: built or planned.

The syllabus fixes ids, forms and what each exercise will prove. Whether an exercise is built is known by its
folder alone; who needs to know takes the set of built ids as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from roadmap_lab.catalog.datafile import Entry, data_file, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


class Form(StrEnum):
    """How the learner's work meets the checks."""

    HTTP = "http"
    PROGRAM = "program"
    ARTIFACT = "artifact"
    REPO = "repo"
    TESTS = "tests"
    DESIGN = "design"


class ProjectSize(StrEnum):
    """What a roadmap calls an exercise that is a project of its own."""

    MINI = "mini-project"
    PROJECT = "project"
    FINAL = "final-project"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllabusEntry:
    """One exercise, whether built or not.

    Attributes:
        id: For ever; also the name of its folder once built.
        title: For people.
        section: The part of the syllabus it stands in.
        form: How it is graded.
        proves: What the hidden checks prove, in one line.
        detail: What the form leaves open ("UDP", "+ worker"); may be empty.
        services: Real services and stand-ins beside it, in words; may be empty.
        project: Set when a roadmap counts it as a project.
    """

    id: str
    title: str
    section: str
    form: Form
    proves: str
    detail: str = ""
    services: str = ""
    project: ProjectSize | None = None


class _Written(Entry, frozen=True):
    id: str
    title: str
    section: str
    form: Form
    proves: str
    detail: str = ""
    services: str = ""
    project: ProjectSize | None = None


def read_syllabus() -> tuple[SyllabusEntry, ...]:
    """All entries as the data file lists them, repeated ids included."""
    written = read_yaml(data_file("catalog", "exercise_ids.yaml"), tuple[_Written, ...])
    return tuple(
        SyllabusEntry(
            id=one.id,
            title=one.title,
            section=one.section,
            form=one.form,
            proves=one.proves,
            detail=one.detail,
            services=one.services,
            project=one.project,
        )
        for one in written
    )


@cache
def load_syllabus() -> Mapping[str, SyllabusEntry]:
    """All entries by id, in the order of the data file.

    Raises:
        InternalError: The data file is broken.
    """
    return MappingProxyType({entry.id: entry for entry in read_syllabus()})
