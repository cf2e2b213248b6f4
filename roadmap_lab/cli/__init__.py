"""The command line. A verb's module is imported when the verb is used, so that `--help` stays fast."""

from __future__ import annotations

from importlib import import_module

import click

from roadmap_lab import __version__

# Verb: what `--help` says of it. The command is `command` in the module of that name.
VERBS = {
    "new": "Scaffold a project for an exercise.",
    "grade": "Run the hidden checks against a project and tick what it proves.",
    "hint": "Say a little more about a failed check.",
    "next": "Say what to do next, and why.",
    "list": "List the exercises.",
    "show": "Show an exercise: what to build, and how far you are.",
    "status": "Show skills, exercises and the last attempts.",
    "roadmap": "Show roadmaps, and tick your own Markdown checklists.",
    "progress": "Export and import what was achieved.",
    "images": "Build, list and prune the images.",
    "doctor": "Say what this machine lacks, and the command that mends it.",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in VERBS:
            return None
        module = import_module(f"roadmap_lab.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from roadmap_lab.catalog.exercises import near_matches  # noqa: PLC0415  # only for a mistyped verb

            raise click.UsageError(
                f"there is no command {args[0]!r}; {near_matches(args[0], tuple(VERBS))}", ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roadmap-lab")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def command_line(ctx: click.Context, debug: bool) -> None:
    """Practise what your backend roadmap says; a box is ticked only when hidden checks have seen it work."""
    ctx.obj.debug = debug
