"""A checklist as it was read: its items, and where in the bytes their boxes are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A task-list box.

    Attributes:
        ticked: Whether it holds an x.
        offset: The byte, from the start of the file, of the character between the brackets.
        width: How many bytes that character takes.
    """

    ticked: bool
    offset: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One item.

    Attributes:
        line: Where it stands, from 1.
        text: Its words, without Markdown, mended where an encoding had been damaged.
        headings: The headings and parent items above it, outermost first.
        box: Its box; None where there is nothing to tick.
    """

    line: int
    text: str
    headings: tuple[str, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A file's items in order; `encoding` is the codec of its bytes."""

    items: tuple[ChecklistItem, ...]
    encoding: str = "utf-8"
