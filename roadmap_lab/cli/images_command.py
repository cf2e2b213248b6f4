"""`roadmap-lab images`: build, list, prune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_lab.cli.session import Session, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.images import ImageRow
    from roadmap_lab.sandbox.provision import Provision

_MB = 1024 * 1024


@click.group("images")
def command() -> None:
    """Build, list and prune the images in which projects and checks run."""


@command.command("build")
@click.argument("words", metavar="[STACK|EXERCISE]...", nargs=-1)
@json_option
def build(session: Session, words: tuple[str, ...]) -> None:
    """Make all that grades of these stacks and exercises need (default: all), for work without a network."""
    from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.sandbox.provision import provide, provision_for  # noqa: PLC0415

    provision = provision_for(words)
    engine = connect()
    if session.json:
        built = provide(engine, provision, lambda _name, _step: None)
    else:
        built = _build_in_sight(session.console, engine, provision)

    def render(console: Console) -> None:
        for tag in built:
            console.print(f"built {tag}")
        console.print("All images are here." if built else "All images were here already.")

    session.emit({"built": built}, render)


@command.command("list")
@json_option
def list_(session: Session) -> None:
    """List the images: in use, missing, and no longer used."""
    from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.sandbox.images import list_images  # noqa: PLC0415
    from roadmap_lab.sandbox.provision import provision_for  # noqa: PLC0415

    rows = list_images(connect(), [layer.tag for layer in provision_for(()).layers])
    data = {
        "images": [
            {"tag": row.tag, "bytes": row.size, "in_use": row.current, "present": row.present} for row in rows
        ]
    }
    session.emit(data, lambda console: _render(console, rows))


@command.command("prune")
@click.option(
    "--all", "everything", is_flag=True, help="Also those in use; the next grade builds them again."
)
@json_option
def prune(session: Session, everything: bool) -> None:
    """Remove images that this version no longer uses, and what was built for projects."""
    from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415  # keeps --help fast
    from roadmap_lab.sandbox.images import prune_images  # noqa: PLC0415
    from roadmap_lab.sandbox.provision import provision_for  # noqa: PLC0415

    layers = [layer.tag for layer in provision_for(()).layers]
    removed = prune_images(connect(), layers, everything=everything)

    def render(console: Console) -> None:
        for tag in removed:
            console.print(f"removed {tag}")
        if not removed:
            console.print("Nothing to remove.")

    session.emit({"removed": removed}, render)


def _build_in_sight(console: Console, engine: Engine, provision: Provision) -> list[str]:
    from rich.text import Text  # noqa: PLC0415

    from roadmap_lab.cli.safe_text import safe_line  # noqa: PLC0415
    from roadmap_lab.sandbox.provision import provide  # noqa: PLC0415

    shown: set[str] = set()
    with console.status("looking at what is here") as status:

        def progress(name: str, step: str) -> None:
            if console.is_terminal:
                text = Text(f"{name}: {safe_line(step, 200)}")
                text.truncate(max(20, console.width - 4))
                status.update(text)
            elif name not in shown:
                console.print(f"building {name} ...")
            shown.add(name)

        return provide(engine, provision, progress)


def _render(console: Console, rows: list[ImageRow]) -> None:
    from rich.table import Table  # noqa: PLC0415

    from roadmap_lab.sandbox.definitions import PROJECTS  # noqa: PLC0415

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("image")
    table.add_column("size", justify="right")
    table.add_column("")
    for row in rows:
        size = f"{row.size / _MB:,.0f} MB" if row.present else ""
        unused = "of a project" if row.tag.startswith(PROJECTS) else "no longer used"
        state = ("in use" if row.present else "not built yet") if row.current else unused
        table.add_row(row.tag, size, state)
    console.print(table, soft_wrap=False)
    total = sum(row.size for row in rows)
    console.print(f"\nup to {total / _MB:,.0f} MB; images share layers, so it is less")
