"""`roadmap-lab roadmap show`: the items of a roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.catalog.roadmaps import Section
    from roadmap_lab.progress.roadmap_state import RoadmapStatus


@click.command("show")
@click.argument("name")
@click.option("--section", "wanted", metavar="S", help="Only this section, by its id, level or title.")
@json_option
def command(session: Session, name: str, wanted: str | None) -> None:
    """Show the roadmap NAME: each item, where it stands and what proves it."""
    from roadmap_lab.catalog.roadmaps import load_roadmap  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.roadmap_data import roadmap_data  # noqa: PLC0415
    from roadmap_lab.progress.roadmap_state import roadmap_status  # noqa: PLC0415
    from roadmap_lab.progress.standing import read_standing  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    roadmap = load_roadmap(name)
    sections = (roadmap.section(wanted),) if wanted is not None else roadmap.sections
    with open_store() as store:
        status = roadmap_status(roadmap, read_standing(store))
    data = roadmap_data(status)
    shown = {section.id for section in sections}
    data["sections"] = [section for section in data["sections"] if section["id"] in shown]
    session.emit(data, lambda console: _render(console, status, sections))


def _render(console: Console, status: RoadmapStatus, sections: tuple[Section, ...]) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.roadmap.view import bar, legend, totals_words  # noqa: PLC0415

    console.print(Text(status.roadmap.title, style="bold"))
    console.print(bar(status.totals).append(f"  {totals_words(status.totals)}", style="default"))
    for section in sections:
        _render_section(console, status, section)
    console.print()
    console.print(legend(), soft_wrap=False)
    console.print(f"What fits you now: roadmap-lab next --roadmap {status.roadmap.name}")


def _render_section(console: Console, status: RoadmapStatus, section: Section) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.roadmap.view import item_words, state_mark  # noqa: PLC0415
    from roadmap_lab.progress.roadmap_state import count  # noqa: PLC0415

    items = status.of_section(section)
    totals = count(items)
    heading = Text(f"\n{section.heading}", style="bold")
    console.print(heading.append(f"  {section.id}, {totals.done} of {totals.total}", style="bright_black"))
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column("mark", no_wrap=True)
    table.add_column("item", ratio=3)
    table.add_column("proof", ratio=2)
    for one in items:
        title = Text(one.item.title)
        if one.item.tag is not None:
            title.append(f"  {one.item.tag.label.lower()}", style="bright_black")
        table.add_row(
            Text(" ").append_text(state_mark(one)), title, Text(item_words(one), style="bright_black")
        )
    console.print(table, soft_wrap=False)
