"""Groups of commands whose modules are imported when a command is used, so that `--help` stays fast."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group of verbs.

    Args:
        verbs: What `--help` says of each.
        package: Where their modules are; a verb's command is `command` in `<verb>_command`.
        attributes: As for `click.Group`.
    """

    def __init__(self, *, verbs: Mapping[str, str], package: str, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._verbs = verbs
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in their order."""
        del ctx
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        del ctx
        if cmd_name not in self._verbs:
            return None
        module = import_module(f"{self._package}.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; near matches are offered for one that there is not."""
        if args and args[0] not in self._verbs and not args[0].startswith("-"):
            from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # only for a mistyped verb

            name = f"{ctx.command_path} {args[0]}".partition(" ")[2]
            raise click.UsageError(
                f"there is no command {name!r}; {near_matches(args[0], tuple(self._verbs))}", ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs for `--help`, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self._verbs.items()))
