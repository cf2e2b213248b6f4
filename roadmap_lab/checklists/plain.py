"""Checklists without any boxes or bullets: short lines below headings that are mere words, too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roadmap_lab.checklists.checklist import ChecklistItem
from roadmap_lab.checklists.decoding import Decoded, mend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LONGEST = 110
FIRST_EMOJI, FIRST_SYMBOL, LAST_SYMBOL = "\U0001f000", "\u2600", "\u27bf"
JOINERS = "\ufe0f\u200d"
CHECKED = re.compile(r"^[\s✅✔☑☐⬜🔲•◦▪‣·\u2013\u2014-]+\ufe0f?\s*")
PICTURE = re.compile(r"^[^\w\s(\[\"'`*_#.<>|\\/&+=~^$%@!?,;:-]")
NUMBERED = re.compile(r"^\d{1,3}[.)]\s+(?P<title>.+)$")
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`]+|(?<!\w)_+|_+(?!\w)")


@dataclass(slots=True)
class _Place:
    """The headings at one point, and what has been found so far."""

    section: str = ""
    group: str = ""
    real: list[tuple[int, str]] = field(default_factory=list)
    items: list[ChecklistItem] = field(default_factory=list)

    @property
    def headings(self) -> tuple[str, ...]:
        above = [text for _, text in self.real]
        return tuple(text for text in [*above, self.section, self.group] if text)


def plain_items(tokens: Sequence[Token], source: Decoded) -> list[ChecklistItem]:
    """Items of a document of plain lines: what is no heading, note, sentence or code.

    A numbered line, a line with a picture before it and a line that ends in a colon are headings.
    """
    place = _Place()
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.map:
            continue
        before = tokens[index - 1].type
        if before == "heading_open":
            level = int(tokens[index - 1].tag[1:])
            place.real = [entry for entry in place.real if entry[0] < level]
            place.real.append((level, _clean(source.lines[token.map[0]].text.lstrip("# "))))
            place.section = place.group = ""
        elif before == "paragraph_open":
            for line in _unpasted(range(*token.map), source):
                _take(line, source.lines[line].text, place)
    return place.items


def _take(line: int, raw: str, place: _Place) -> None:
    text = mend(raw).strip(" \t>")
    numbered = NUMBERED.match(text)
    if numbered:
        place.section, place.group = _clean(numbered["title"]), ""
        return
    checked = CHECKED.match(text)
    words = _clean(text[checked.end() :] if checked else text)
    if words.endswith(":"):
        place.group = words.rstrip(":")
    elif PICTURE.match(text) and not checked:
        # "⚡ Goal: ..." is a note to what stands above it; "🎯 Projects" opens something new.
        if ":" not in words:
            place.section, place.group = words, ""
    elif words and len(words) <= LONGEST and not words.startswith("(") and any(map(str.isalpha, words)):
        place.items.append(ChecklistItem(line=line + 1, text=words, headings=place.headings))


def _unpasted(lines: range, source: Decoded) -> Iterator[int]:
    """The lines of a paragraph without a code block pasted from a chat: its language, "Copy", "Edit"."""
    texts = [source.lines[line].text.strip() for line in lines]
    pasted = False
    for index, line in enumerate(lines):
        if texts[index + 1 : index + 3] == ["Copy", "Edit"]:
            pasted = True
        elif PICTURE.match(mend(texts[index])):
            pasted = False
        if not pasted:
            yield line


def _clean(text: str) -> str:
    without = MARKUP.sub(lambda match: match[1] or "", text)
    kept = "".join(char for char in without if char.isprintable() and not _is_picture(char))
    return " ".join(kept.split())


def _is_picture(char: str) -> bool:
    return char >= FIRST_EMOJI or char in JOINERS or FIRST_SYMBOL <= char <= LAST_SYMBOL
