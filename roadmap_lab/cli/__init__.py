"""The command line. A verb's module is imported when the verb is used, so that `--help` stays fast."""

from __future__ import annotations

import click

from roadmap_lab import __version__
from roadmap_lab.cli.lazy_group import LazyGroup

# Verb: what `--help` says of it. The command is `command` in the module of that name.
VERBS = {
    "new": "Scaffold a project for an exercise.",
    "adopt": "Make a folder that is there already a project, in any language.",
    "grade": "Run the hidden checks against a project and tick what it proves.",
    "hint": "Say a little more about a failed check.",
    "next": "Say what to do next, and why.",
    "list": "List the exercises.",
    "show": "Show an exercise: what to build, and how far you are.",
    "status": "Show exercises, skills, roadmaps and the last attempts.",
    "roadmap": "Show roadmaps, and tick your own Markdown checklists.",
    "progress": "Export and import what was achieved.",
    "verify-report": "Say whether a report is what a grade has said.",
    "images": "Build, list and prune the images.",
    "author": "For those who write exercises.",
    "doctor": "Say what this machine lacks, and the command that mends it.",
}


@click.group(
    cls=LazyGroup,
    verbs=VERBS,
    package="roadmap_lab.cli",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="roadmap-lab")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def command_line(ctx: click.Context, debug: bool) -> None:
    """Practise what your backend roadmap says; a box is ticked only when hidden checks have seen it work."""
    ctx.obj.debug = debug
