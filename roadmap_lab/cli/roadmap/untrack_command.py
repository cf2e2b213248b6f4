"""`roadmap-lab roadmap untrack`: a checklist that grades leave alone again."""

from __future__ import annotations

from pathlib import Path

import click

from roadmap_lab.cli.session import Session, json_option


@click.command("untrack")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(session: Session, file: Path) -> None:
    """Forget the checklist FILE; the file, its ticks and its links stay as they are."""
    from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.errors import UsageError  # noqa: PLC0415
    from roadmap_lab.progress.store import open_store  # noqa: PLC0415

    path = file.resolve()
    with open_store() as store:
        if not store.untrack(path):
            tracked = tuple(str(one.path) for one in store.tracked())
            hint = near_matches(str(path), tracked) if tracked else "no checklist is tracked"
            raise UsageError(f"{path} is not tracked", hint)
    shown = safe_line(str(path))
    session.emit({"file": shown}, lambda console: console.print(f"No longer tracked: {shown}"))
