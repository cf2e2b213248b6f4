"""Ticking boxes: bytes in, bytes out, and nothing changes but what stands between the brackets."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.checklists.decoding import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roadmap_lab.checklists.checklist import Box
    from roadmap_lab.checklists.matching import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class TickResult:
    """What ticking did.

    Attributes:
        data: The file's bytes, ticked.
        ticked: The matches whose boxes were ticked now.
        unsure: Matches that are proven, but below the threshold: left alone.
    """

    data: bytes
    ticked: tuple[Match, ...]
    unsure: tuple[Match, ...]

    @property
    def ticked_lines(self) -> tuple[int, ...]:
        """The lines of the boxes ticked now, from 1, in order."""
        return tuple(match.item.line for match in self.ticked)

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.ticked)


def tick(
    data: bytes, matches: Iterable[Match], proven: frozenset[str], *, accept_unsure: bool = False
) -> TickResult:
    """Tick each open box whose skills are all proven; never untick.

    Args:
        data: The file as it was when the matches were made; a box that is no longer there is left out.
        matches: What each item means.
        proven: Ids of the skills that are proven.
        accept_unsure: Tick also what is matched below the threshold.
    """
    encoding = decode(data).encoding
    mark, blank = encode("x", encoding), encode(" ", encoding)
    left, right = encode("[", encoding), encode("]", encoding)
    out = bytearray(data)
    ticked, unsure = [], []
    for match in matches:
        box = match.item.box
        if box is None or box.ticked or not match.skills or not proven.issuperset(match.skills):
            continue
        if not (match.tick or accept_unsure):
            unsure.append(match)
            continue
        end = box.offset + box.width
        if data[box.offset - len(left) : end + len(right)] == left + blank + right:
            out[box.offset : end] = mark
            ticked.append(match)
    return TickResult(data=bytes(out), ticked=tuple(ticked), unsure=tuple(unsure))


def self_marked(matches: Iterable[Match], proven: frozenset[str]) -> tuple[Match, ...]:
    """The items that are ticked though not proven: the learner's own word."""
    return tuple(
        match
        for match in matches
        if _ticked(match.item.box) and not (match.skills and proven.issuperset(match.skills))
    )


def diff(before: bytes, after: bytes, name: str) -> str:
    """A unified diff for people; empty when nothing changed. What is no text shows as "?"."""
    old, new = (_readable(data) for data in (before, after))
    return "".join(difflib.unified_diff(old, new, fromfile=name, tofile=f"{name} (ticked)", n=1))


def _ticked(box: Box | None) -> bool:
    return box is not None and box.ticked


def _readable(data: bytes) -> list[str]:
    lines = decode(data).lines
    return [line.text.encode("utf-8", "replace").decode("utf-8") + "\n" for line in lines]
