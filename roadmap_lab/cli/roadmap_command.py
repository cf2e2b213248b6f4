"""`roadmap-lab roadmap`: its verbs, each in a module of its own."""

from __future__ import annotations

import click

from roadmap_lab.cli.lazy_group import LazyGroup

VERBS = {
    "list": "List the roadmaps and the checklists that are tracked.",
    "show": "Show a roadmap: each item, where it stands and what proves it.",
    "match": "Say which skills the items of a Markdown checklist mean.",
    "track": "Tick a checklist of your own by each passing grade from now on.",
    "untrack": "Stop ticking a checklist.",
    "tick": "Tick what is proven in a checklist, once.",
    "link": "Settle which skills an item of a checklist means.",
    "export": "Write a roadmap with your progress to a file.",
}


@click.group("roadmap", cls=LazyGroup, verbs=VERBS, package="roadmap_lab.cli.roadmap")
def command() -> None:
    """Show roadmaps, and tick your own Markdown checklists."""
