"""Reading a checklist out of any Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from roadmap_lab.checklists.checklist import Box, Checklist, ChecklistItem
from roadmap_lab.checklists.decoding import Decoded, Line, decode, mend
from roadmap_lab.checklists.plain import plain_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

TASK = re.compile(r"\[([ xX])\](?=[ \t\n]|$)")
# Quote marks and list markers may stand before a box, in any order and number.
BOX_IN_LINE = re.compile(r"^\ufeff?(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*\[([ xX])\](?=[ \t]|$)")
BOX_IN_CELL = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?\[([ xX])\](?=[ \t]|$)")
CELL_EDGE = re.compile(r"(?<!\\)\|")
HEADING_LEVEL = {f"h{level}": level for level in range(1, 7)}
# Bold paragraphs and parent items rank below every real heading.
BOLD_LEVEL = 7
PARENT_LEVEL = 10


@dataclass(slots=True)
class _Reading:
    """What is known at one point of the document."""

    source: Decoded
    items: list[ChecklistItem] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, text: str) -> None:
        self.leave(level)
        if text:
            self.headings.append((level, text))

    def leave(self, level: int) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()

    def add(self, line: int, text: str, box: Box | None) -> None:
        if text:
            above = tuple(heading for _, heading in self.headings)
            self.items.append(ChecklistItem(line=line + 1, text=text, headings=above, box=box))

    def box(self, line: int, match: re.Match[str]) -> Box:
        source: Line = self.source.lines[line]
        start, end = match.span(1)
        return Box(
            ticked=match[1] != " ",
            offset=source.offset + self.source.width(source.text[:start]),
            width=self.source.width(source.text[start:end]),
        )


def read_checklist(data: bytes) -> Checklist:
    """The items of a Markdown file: tasks, bullets, table rows, or, without any of these, short plain lines.

    Nothing in code, comments or link texts counts as a box. Any bytes can be read; at worst there are no
    items.

    Args:
        data: The file as it is, in any encoding.
    """
    source = decode(data)
    tokens = MarkdownIt("commonmark").enable("table").parse(source.markdown)
    reading = _Reading(source=source)
    _walk(tokens, reading)
    items = reading.items
    if not any(item.box for item in items):
        plain = plain_items(tokens, source)
        if len(plain) > len(items):
            items = plain
    return Checklist(items=tuple(items), encoding=source.encoding)


def _walk(tokens: Sequence[Token], reading: _Reading) -> None:
    depth = 0
    opening: Token | None = None
    for index, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            reading.leave(PARENT_LEVEL + depth)
            depth -= 1
        elif token.type == "list_item_open":
            reading.leave(PARENT_LEVEL + depth)
            opening = token
        elif token.type == "tr_open" and token.map:
            _row(tokens, index, reading)
        elif token.type == "inline" and token.map:
            before = tokens[index - 1]
            if before.type == "heading_open":
                reading.enter(HEADING_LEVEL[before.tag], words(token))
            elif before.type == "paragraph_open" and opening is not None and tokens[index - 2] is opening:
                _list_item(token, token.map[0], reading)
                reading.enter(PARENT_LEVEL + depth, words(token))
            elif before.type == "paragraph_open" and depth == 0 and _is_bold(token):
                reading.enter(BOLD_LEVEL, words(token))


def _list_item(token: Token, line: int, reading: _Reading) -> None:
    box = None
    if TASK.match(token.content):
        match = BOX_IN_LINE.match(reading.source.lines[line].text)
        box = reading.box(line, match) if match else None
    reading.add(line, words(token), box)


def _row(tokens: Sequence[Token], index: int, reading: _Reading) -> None:
    """The items of one row: cells with a box and words, or one item whose box has a cell of its own."""
    row = tokens[index]
    if not row.map or tokens[index + 1].type == "th_open":
        return
    line = row.map[0]
    cells = list(_cells(reading.source.lines[line].text))
    texts = [_cell_words(tokens[place + 1]) for place in _cell_places(tokens, index)]
    boxes = [(match, text) for (match, bare), text in zip(cells, texts, strict=False) if match and not bare]
    for match, text in boxes:
        reading.add(line, text, reading.box(line, match))
    alone = [match for match, bare in cells if match and bare]
    named = [text for (match, _), text in zip(cells, texts, strict=False) if text and not match]
    if boxes or not named:
        return
    meant = max(named, key=lambda text: sum(map(str.isalpha, text))) if alone else named[0]
    reading.add(line, meant, reading.box(line, alone[0]) if alone else None)


def _cells(line: str) -> Iterator[tuple[re.Match[str] | None, bool]]:
    """For each cell of a row: the match of its box, placed in the line, and whether it has no words."""
    edges = [match.start() for match in CELL_EDGE.finditer(line)]
    lead = line.lstrip(" \t>")
    starts = edges if lead.startswith("|") else [-1, *edges]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(line)
        if place + 1 == len(starts) and not line[start + 1 :].strip():
            return
        inner = BOX_IN_CELL.match(line[start + 1 : end])
        # Matched again in the whole line, so that spans count from the line's start.
        match = re.compile(r"\[([ xX])\]").search(line, start + 1, end) if inner else None
        yield match, bool(match and not line[match.end() : end].strip())


def _cell_places(tokens: Sequence[Token], index: int) -> Iterator[int]:
    for place in range(index + 1, len(tokens)):
        if tokens[place].type == "tr_close":
            return
        if tokens[place].type == "td_open":
            yield place


def _cell_words(token: Token) -> str:
    return (
        re.sub(r"^[-*+]\s+", "", words(token))
        .removeprefix("[ ]")
        .removeprefix("[x]")
        .removeprefix("[X]")
        .strip()
    )


def words(token: Token) -> str:
    """The plain words of an inline token, without its box, mended."""
    text = "".join(_spoken(token.children or []))
    text = TASK.sub("", text.strip(), count=1) if TASK.match(text.strip()) else text
    return " ".join(mend(text).split())


def _spoken(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type == "image":
            yield child.content


def _is_bold(token: Token) -> bool:
    children = [child for child in token.children or [] if child.type != "text" or child.content.strip(" :")]
    kinds = [child.type for child in children]
    return len(kinds) > 1 and kinds[0] == "strong_open" and kinds.index("strong_close") == len(kinds) - 1
