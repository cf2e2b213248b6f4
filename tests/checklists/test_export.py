import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from roadmap_lab.catalog.roadmaps import Item, Roadmap, Section, load_roadmaps
from roadmap_lab.catalog.skills import Pass, proven_skills
from roadmap_lab.checklists.export import ExportFormat, export_roadmap
from roadmap_lab.checklists.matching import match_checklist
from roadmap_lab.checklists.reader import read_checklist
from roadmap_lab.progress.exercise_progress import ChecksPassed
from roadmap_lab.progress.roadmap_state import RoadmapStatus, Standing, roadmap_status

STANDING = Standing(
    proven=proven_skills([Pass(exercise="quotes-api", stack="go")]),
    progress={
        ("quotes-api", "go"): ChecksPassed(passed=9, total=9),
        ("notes-crud", "go"): ChecksPassed(passed=5, total=12),
    },
    built={"quotes-api": frozenset({"go"}), "notes-crud": frozenset({"go"})},
    self_marked=frozenset({"jwt", "sessions"}),
)


def status(name: str = "phases") -> RoadmapStatus:
    return roadmap_status(load_roadmaps()[name], STANDING)


def hostile() -> RoadmapStatus:
    item = Item(id="s.i", title='<script>alert("1")</script> *x* [ ] | &amp;', skills=("jwt",))
    section = Section(id="s", title='"><img src=x>', items=(item,), level="<b>")
    return roadmap_status(
        Roadmap(name="r", title="</title><h1>", summary="& <i>", sections=(section,)), STANDING
    )


class Page(HTMLParser):
    """Counts what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(text: str) -> Page:
    parsed = Page()
    parsed.feed(text)
    assert parsed.open == []
    return parsed


@pytest.mark.parametrize("name", sorted(load_roadmaps()))
def test_an_exported_checklist_reads_back_with_its_items_and_ticks(name: str) -> None:
    before = status(name)
    items = read_checklist(export_roadmap(before, ExportFormat.MARKDOWN).encode()).items
    assert len(items) == before.totals.total
    assert sum(item.box is not None and item.box.ticked for item in items) == before.totals.done


def test_an_exported_checklist_is_matched_again() -> None:
    before = status()
    matches = match_checklist(read_checklist(export_roadmap(before, ExportFormat.MARKDOWN).encode()))
    assert sum(match.tick for match in matches) >= 0.95 * before.totals.total


def test_json_has_every_item_with_its_state_and_adds_up() -> None:
    data = json.loads(export_roadmap(status(), ExportFormat.JSON))
    totals = data["totals"]
    assert totals["done"] + totals["in_progress"] + totals["open"] == totals["total"] == 76
    assert sum(section["totals"]["total"] for section in data["sections"]) == 76
    crud = next(
        item for section in data["sections"] for item in section["items"] if item["id"] == "phase-2.crud"
    )
    assert crud["state"] == "in-progress"
    assert crud["checks"] == {"passed": 5, "total": 12}
    assert crud["proven_by"] == ["notes-crud"]


def test_html_is_one_page_of_its_own() -> None:
    text = export_roadmap(status(), ExportFormat.HTML)
    parsed = page(text)
    assert parsed.tags.count("li") == 76
    assert parsed.addresses == []
    assert "5 of 12 checks" in text
    assert "@media print" in text


def test_titles_cannot_break_the_page() -> None:
    parsed = page(export_roadmap(hostile(), ExportFormat.HTML))
    assert {"script", "img", "b", "i "}.isdisjoint(parsed.tags)
    assert parsed.tags.count("h1") == 1


def test_titles_cannot_break_the_checklist() -> None:
    items = read_checklist(export_roadmap(hostile(), ExportFormat.MARKDOWN).encode()).items
    assert [item.text for item in items] == [hostile().roadmap.sections[0].items[0].title]


def test_an_empty_roadmap_can_be_exported() -> None:
    empty = replace(status(), roadmap=replace(status().roadmap, sections=()), items=())
    for kind in ExportFormat:
        assert export_roadmap(empty, kind)
