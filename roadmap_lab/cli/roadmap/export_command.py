"""`roadmap-lab roadmap export`: a roadmap as a file to keep or to print."""

from __future__ import annotations

from pathlib import Path

import click

from roadmap_lab.cli.session import Session, json_option

FORMATS = ("md", "json", "html")


@click.command("export")
@click.argument("name")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="md", show_default=True)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to; else it is printed."
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@json_option
def command(session: Session, name: str, kind: str, output: Path | None, force: bool) -> None:
    """Write the roadmap NAME with your progress: a Markdown checklist, JSON data, or a page to print."""
    from roadmap_lab.catalog.roadmaps import load_roadmap  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.checklists.export import ExportFormat, export_roadmap  # noqa: PLC0415
    from roadmap_lab.checklists.files import write_file  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.progress.roadmap_state import roadmap_status  # noqa: PLC0415
    from roadmap_lab.progress.standing import read_standing  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    roadmap = load_roadmap(name)
    with open_store() as store:
        text = export_roadmap(roadmap_status(roadmap, read_standing(store)), ExportFormat(kind))
    if output is None:
        session.emit(
            {"name": name, "format": kind, "text": text},
            lambda console: console.out(text, end="", highlight=False),
        )
        return
    write_file(output, text.encode(), replace=force)
    shown = safe_line(str(output))
    session.emit(
        {"name": name, "format": kind, "file": safe_line(str(output.resolve()))},
        lambda console: console.print(f"Written: {shown}"),
    )
