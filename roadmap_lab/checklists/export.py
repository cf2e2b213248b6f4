"""A roadmap, with the state of each item, as a file to keep: Markdown, JSON or one page of HTML."""

from __future__ import annotations

from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.progress.roadmap_data import roadmap_data
from roadmap_lab.progress.roadmap_state import ItemState, ItemStatus, count

if TYPE_CHECKING:
    from roadmap_lab.catalog.roadmaps import Section
    from roadmap_lab.progress.roadmap_state import RoadmapStatus

# What stands beside an item of a state; a proven item and one that can be started need no words.
STATE_WORDS = {
    ItemState.PROVEN: "proven",
    ItemState.SELF_MARKED: "marked by hand",
    ItemState.IN_PROGRESS: "in progress",
    ItemState.READY: "ready to start",
    ItemState.PLANNED: "planned",
}
STYLE = """
:root { --ink: #1d2433; --quiet: #667085; --line: #e4e7ec; --done: #067647; --now: #b54708; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ee; --quiet: #98a2b3; --line: #2c3444; --done: #47cd89; --now: #fdb022; --paper:
  #11151e; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 46rem; color: var(--ink); background:
  var(--paper);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { margin: 0; font-size: 2rem; letter-spacing: -0.02em; line-height: 1.2; }
h2 { margin: 0; font-size: 1.1rem; }
header p, .count, .state, .proof, .tag { color: var(--quiet); }
header p { margin: 0.4rem 0 1.2rem; }
.bar { height: 0.5rem; border-radius: 1rem; background: var(--line); overflow: hidden; display: flex; }
.bar i { display: block; background: var(--done); }
.bar i + i { background: var(--now); }
.sum { margin: 0.6rem 0 0; font-size: 0.9rem; }
section { margin-top: 2.4rem; break-inside: avoid-page; }
.top { display: flex; align-items: baseline; gap: 0.6rem; padding-bottom: 0.4rem; border-bottom: 1px solid
  var(--line); }
.level { color: var(--quiet); font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; }
.count { margin-left: auto; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 1.6rem 1fr auto; gap: 0 0.3rem; padding: 0.5rem 0;
  border-bottom: 1px solid var(--line); break-inside: avoid; }
.box { width: 1rem; height: 1rem; margin-top: 0.25rem; border: 1.5px solid var(--quiet); border-radius:
  0.25rem;
  font-size: 0.75rem; line-height: 0.8rem; text-align: center; color: var(--paper); }
.proven .box { background: var(--done); border-color: var(--done); }
.self-marked .box { color: var(--done); border-color: var(--done); }
.in-progress .box { border-color: var(--now); }
.in-progress .state { color: var(--now); }
.proven .state { color: var(--done); }
.state, .tag { font-size: 0.8rem; white-space: nowrap; }
.proof { grid-column: 2 / -1; font-size: 0.8rem; }
.proof code { font: inherit; }
.planned .title { color: var(--quiet); }
@media print {
  :root { --ink: #000; --quiet: #555; --line: #ccc; --paper: #fff; }
  body { padding: 0; font-size: 11pt; max-width: none; }
  .box, .bar, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()


class ExportFormat(StrEnum):
    """The kinds of file that a roadmap can be exported to."""

    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"


def export_roadmap(status: RoadmapStatus, kind: ExportFormat) -> str:
    """The whole file's text, ending in a line end."""
    match kind:
        case ExportFormat.MARKDOWN:
            return _markdown(status)
        case ExportFormat.JSON:
            return msgspec.json.format(msgspec.json.encode(roadmap_data(status)), indent=2).decode() + "\n"
        case ExportFormat.HTML:
            return _html(status)


def _markdown(status: RoadmapStatus) -> str:
    totals = status.totals
    lines = [
        f"# {_plain(status.roadmap.title)}",
        "",
        _plain(status.roadmap.summary),
        "",
        f"{totals.done} of {totals.total} done, {totals.in_progress} in progress.",
    ]
    for section in status.roadmap.sections:
        lines += ["", f"## {_plain(section.heading)}", ""]
        lines += [_markdown_item(one) for one in status.of_section(section)]
    return "\n".join(lines) + "\n"


def _markdown_item(status: ItemStatus) -> str:
    box = "x" if status.state.is_done else " "
    tag = f" *{status.item.tag.label}*" if status.item.tag else ""
    return f"- [{box}] {_plain(status.item.title)}{tag}"


def _plain(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|&" else char for char in text)


def _html(status: RoadmapStatus) -> str:
    roadmap, totals = status.roadmap, status.totals
    sections = "\n".join(_html_section(section, status.of_section(section)) for section in roadmap.sections)
    total = max(totals.total, 1)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(roadmap.title)}</title>
<style>
{STYLE}
</style>
</head>
<body>
<header>
<h1>{escape(roadmap.title)}</h1>
<p>{escape(roadmap.summary)}</p>
<div class="bar" role="img" aria-label="{totals.done} of {totals.total} done">\
<i style="width:{totals.done / total:.2%}"></i><i style="width:{totals.in_progress / total:.2%}"></i></div>
<p class="sum">{totals.done} of {totals.total} done · {totals.in_progress} in progress · {totals.open}
open</p>
</header>
<main>
{sections}
</main>
</body>
</html>
"""


def _html_section(section: Section, items: tuple[ItemStatus, ...]) -> str:
    level = f'<span class="level">{escape(section.level)}</span>' if section.level else ""
    totals = count(items)
    rows = "\n".join(_html_item(one) for one in items)
    return f"""<section id="{escape(section.id)}">
<div class="top">{level}<h2>{escape(section.title)}</h2><span
class="count">{totals.done}/{totals.total}</span></div>
<ul>
{rows}
</ul>
</section>"""


def _html_item(status: ItemStatus) -> str:
    item, state = status.item, status.state
    words = STATE_WORDS[state]
    if state is ItemState.IN_PROGRESS and status.checks.total:
        words = f"{status.checks.passed} of {status.checks.total} checks"
    tag = f' <span class="tag">{escape(item.tag.label)}</span>' if item.tag else ""
    box = "✓" if state.is_done else "&nbsp;"
    proof = ", ".join(f"<code>{escape(one)}</code>" for one in status.proven_by)
    return (
        f'<li class="{state.value}"><span class="box" aria-hidden="true">{box}</span>'
        f'<span class="title">{escape(item.title)}{tag}</span><span class="state">{words}</span>'
        f'<span class="proof">by {proof}</span></li>'
    )
