"""The roadmaps: what to learn, in which order, and the skills that each item stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from roadmap_lab.catalog.datafile import Entry, data_file, read_yaml
from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ORDER = ("core-advanced", "levels", "phases", "topics", "career")


class Tag(StrEnum):
    """What kind of item it is, in the words of its roadmap."""

    CORE = "core"
    ADVANCED = "advanced"
    CONCEPT = "concept"
    TOOL = "tool"
    TASK = "task"
    MINI_PROJECT = "mini-project"
    FINAL_PROJECT = "final-project"
    PROJECT = "project"
    BONUS = "bonus"
    CHOICE = "choice"
    LEARN = "learn"
    BASICS = "basics"
    SQL = "sql"
    NOSQL = "nosql"
    FRAMEWORK = "framework"
    IMPLEMENT = "implement"
    PRACTICE = "practice"
    TIP = "tip"

    @property
    def label(self) -> str:
        """For people: `Mini project`."""
        return {"sql": "SQL", "nosql": "NoSQL"}.get(self.value, self.value.replace("-", " ").capitalize())


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a roadmap.

    Attributes:
        id: Unique and stable within the roadmap, as `section.item`.
        title: For people.
        skills: Ids of the skills it stands for; it is done when all are proven.
        tag: Its kind, where the roadmap has kinds.
    """

    id: str
    title: str
    skills: tuple[str, ...]
    tag: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a roadmap.

    Attributes:
        id: Unique within the roadmap.
        title: For people.
        items: In order.
        level: What the roadmap calls the part ("Level 3", "Phase 1", "Junior"); may be empty.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    level: str = ""

    @property
    def heading(self) -> str:
        """Level and title in one line."""
        return f"{self.level}: {self.title}" if self.level else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """A whole roadmap; `name` is what commands call it."""

    name: str
    title: str
    summary: str
    sections: tuple[Section, ...]

    def items(self) -> Iterator[Item]:
        """All items, in order."""
        for section in self.sections:
            yield from section.items

    def section(self, name: str) -> Section:
        """The section of that id, level or title, in any case.

        Raises:
            UsageError: There is none.
        """
        wanted = name.casefold().strip()
        for section in self.sections:
            if wanted in {section.id.casefold(), section.level.casefold(), section.title.casefold()}:
                return section
        from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # only for a mistyped name

        ids = tuple(section.id for section in self.sections)
        titles = {section.title.casefold(): section.id for section in self.sections}
        near = [section_id for title, section_id in titles.items() if wanted and wanted in title]
        hint = f"did you mean {' or '.join(near)}?" if near else near_matches(wanted, ids)
        raise UsageError(f"{self.name} has no section {name!r}", hint)


class _ItemEntry(Entry, frozen=True):
    id: str
    title: str
    skills: tuple[str, ...]
    tag: Tag | None = None


class _SectionEntry(Entry, frozen=True):
    id: str
    title: str
    items: tuple[_ItemEntry, ...]
    level: str = ""


class _RoadmapEntry(Entry, frozen=True):
    name: str
    title: str
    summary: str
    sections: tuple[_SectionEntry, ...]


@cache
def load_roadmaps() -> Mapping[str, Roadmap]:
    """All roadmaps by name, in their order of presentation.

    Raises:
        InternalError: A data file is broken.
    """
    return MappingProxyType({name: load_roadmap(name) for name in ORDER})


@cache
def load_roadmap(name: str) -> Roadmap:
    """The roadmap of that name.

    Raises:
        UsageError: There is none.
        InternalError: Its data file is broken.
    """
    if name not in ORDER:
        from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # only for a mistyped name

        raise UsageError(f"there is no roadmap {name!r}", near_matches(name, ORDER))
    written = read_yaml(data_file("roadmaps", f"{name}.yaml"), _RoadmapEntry)
    return Roadmap(
        name=written.name,
        title=written.title,
        summary=written.summary,
        sections=tuple(_section(section) for section in written.sections),
    )


def _section(written: _SectionEntry) -> Section:
    items = tuple(
        Item(id=f"{written.id}.{item.id}", title=item.title, skills=item.skills, tag=item.tag)
        for item in written.items
    )
    return Section(id=written.id, title=written.title, items=items, level=written.level)
