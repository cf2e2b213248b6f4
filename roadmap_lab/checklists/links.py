"""What a learner has settled by hand: this item means that skill.

Kept beside the checklist, never in it. A link is found again by the item's words and its nearest heading, so
it stays when lines move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.catalog.skills import current_id, resolve
from roadmap_lab.checklists.words import key
from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from roadmap_lab.checklists.checklist import Checklist, ChecklistItem

FORMAT = 1


class _LinkEntry(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    heading: str
    skills: tuple[str, ...]


class _LinksFile(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    links: tuple[_LinkEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKey:
    """An item's words and its nearest heading's, in one spelling."""

    text: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Skill ids by item; an empty tuple says that the item means no skill at all."""

    skills: Mapping[ItemKey, tuple[str, ...]] = field(default_factory=dict)

    def of(self, item: ChecklistItem) -> tuple[str, ...] | None:
        """What was settled for an item; None when nothing was."""
        return self.skills.get(item_key(item))

    def settled(self, item: ChecklistItem, skills: Iterable[str]) -> Links:
        """These links with one more, or one changed.

        Raises:
            UsageError: A skill is unknown.
        """
        names = tuple(resolve(name).id for name in skills)
        return Links(skills=MappingProxyType({**self.skills, item_key(item): names}))

    def without(self, item: ChecklistItem) -> Links:
        """These links without the one of an item, if it has one."""
        kept = {key: skills for key, skills in self.skills.items() if key != item_key(item)}
        return Links(skills=MappingProxyType(kept))

    def to_json(self) -> bytes:
        """The sidecar's content."""
        entries = tuple(
            _LinkEntry(text=item.text, heading=item.heading, skills=names)
            for item, names in self.skills.items()
        )
        return (
            msgspec.json.format(msgspec.json.encode(_LinksFile(format=FORMAT, links=entries)), indent=2)
            + b"\n"
        )


def item_key(item: ChecklistItem) -> ItemKey:
    """What an item is found again by."""
    return ItemKey(
        text=key(item.text) or item.text.casefold(), heading=key(item.headings[-1]) if item.headings else ""
    )


def item_at(checklist: Checklist, line: int) -> ChecklistItem:
    """The (first) item of a line.

    Raises:
        UsageError: There is none.
    """
    for item in checklist.items:
        if item.line == line:
            return item
    nearest = min(checklist.items, key=lambda item: abs(item.line - line), default=None)
    hint = (
        f"the nearest item is on line {nearest.line}: {nearest.text}" if nearest else "the file has no items"
    )
    raise UsageError(f"line {line} holds no item", hint)


def links_from_json(data: bytes, source: str = "the file of links") -> Links:
    """The links of a sidecar.

    Args:
        data: Its content.
        source: What it is called, for messages.

    Raises:
        UsageError: It is not a sidecar of this version.
    """
    try:
        read = msgspec.json.decode(data, type=_LinksFile)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{source} is damaged: {error}", "put back a copy of it, or remove it and link the items again"
        ) from error
    if read.format != FORMAT:
        raise UsageError(
            f"{source} is of another roadmap-lab (format {read.format}; this one knows {FORMAT})",
            "update roadmap-lab: pip install --upgrade roadmap-lab",
        )
    return Links(
        skills=MappingProxyType(
            {
                ItemKey(text=entry.text, heading=entry.heading): tuple(map(current_id, entry.skills))
                for entry in read.links
            }
        )
    )
