"""`roadmap-lab progress`: what was achieved, taken from one machine to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.progress.store import Merged


@click.group("progress")
def command() -> None:
    """Export and import what was achieved."""


@command.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@json_option
def export(session: Session, file: Path | None, force: bool) -> None:
    """Write all attempts, ticks and shown hints as JSON to FILE; else they are printed."""
    import msgspec  # noqa: PLC0415  # keeps --help fast

    from roadmap_lab.checklists.files import write_file  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415
    from roadmap_lab.progress.transfer import export_progress  # noqa: PLC0415

    with open_store() as store:
        written = export_progress(store)
    document: dict[str, Any] = msgspec.json.decode(written)
    if file is None:
        session.emit(document, lambda console: console.out(written.decode(), end="", highlight=False))
        return
    write_file(file, written, replace=force)
    content = document["content"]
    counts = {part: len(content[part]) for part in ("attempts", "ticks", "hints")}
    shown = safe_line(str(file))
    session.emit(
        {"file": safe_line(str(file.resolve())), **counts},
        lambda console: console.print(
            f"Written: {shown} ({_many(counts['attempts'], 'attempt')}, {_many(counts['ticks'], 'tick')})\n"
            f"Elsewhere: roadmap-lab progress import {shown}"
        ),
    )


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def import_(session: Session, file: Path) -> None:
    """Add what FILE holds and this machine does not know yet. Nothing that is here is lost or lowered."""
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415
    from roadmap_lab.progress.transfer import read_export  # noqa: PLC0415

    saved = read_export(file)
    with open_store() as store:
        merged = store.merge(saved)
        here = {str(one.path) for one in store.tracked()}
    waiting = [safe_line(path) for path in saved.tracked if path not in here]
    data = {
        "attempts_added": merged.attempts_added,
        "attempts_known": merged.attempts_known,
        "ticked": list(merged.ticked),
        "tracked_elsewhere": waiting,
    }
    session.emit(data, lambda console: _render(console, merged, waiting))


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _render(console: Console, merged: Merged, waiting: list[str]) -> None:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.catalog.skills import load_skills  # noqa: PLC0415
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415

    console.print(
        f"{_many(merged.attempts_added, 'attempt')} added, {merged.attempts_known} known already",
        style="bold",
    )
    skills = load_skills()
    if merged.ticked:
        console.print("Ticked:", style="bold")
    for name in merged.ticked:
        title = skills[name].title if name in skills else safe_line(name)
        console.print(Text("  ✓ ", style="green").append(title, style="default"))
    if waiting:
        console.print("\nTracked there and not here:", style="bold")
        for path in waiting:
            console.print(f"  {path}")
        console.print("roadmap-lab roadmap track FILE goes on with one.")
