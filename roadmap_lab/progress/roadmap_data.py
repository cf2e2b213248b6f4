"""A roadmap with its states as plain data: what `--json` and exports show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roadmap_lab.progress.roadmap_state import count

if TYPE_CHECKING:
    from roadmap_lab.progress.roadmap_state import ItemStatus, RoadmapStatus, Totals

FORMAT = 1


def roadmap_data(status: RoadmapStatus) -> dict[str, Any]:
    """A roadmap and its states as plain data, as exports and `--json` show it."""
    roadmap = status.roadmap
    return {
        "format": FORMAT,
        "name": roadmap.name,
        "title": roadmap.title,
        "summary": roadmap.summary,
        "totals": totals_data(status.totals),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "level": section.level or None,
                "totals": totals_data(count(status.of_section(section))),
                "items": [item_data(one) for one in status.of_section(section)],
            }
            for section in roadmap.sections
        ],
    }


def item_data(status: ItemStatus) -> dict[str, Any]:
    """One item and its state as plain data."""
    item = status.item
    return {
        "id": item.id,
        "title": item.title,
        "tag": item.tag.value if item.tag else None,
        "state": status.state.value,
        "skills": list(item.skills),
        "open_skills": list(status.open_skills),
        "checks": {"passed": status.checks.passed, "total": status.checks.total},
        "proven_by": list(status.proven_by),
        "to_do": list(status.to_do),
        "to_come": list(status.to_come),
    }


def totals_data(totals: Totals) -> dict[str, int]:
    """Totals as plain data; done + in_progress + open = total."""
    return {
        "done": totals.done,
        "in_progress": totals.in_progress,
        "open": totals.open,
        "total": totals.total,
        "proven": totals.proven,
        "self_marked": totals.self_marked,
        "ready": totals.ready,
        "planned": totals.planned,
    }
