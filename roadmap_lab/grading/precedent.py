"""What a folder's server was started from the last time: the next grade begins with that, unread.

It is a guess, and no more: the grade reads the project all the same, and begins anew where the server that
follows from it is another one. See docs/adr/0010-what-the-last-grade-knew.md.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from roadmap_lab.grading.roles import WEB, checker_spec, learner_process
from roadmap_lab.locations import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from roadmap_lab.sandbox.spec import ContainerSpec

_MOST = 100  # folders


class Precedent(NamedTuple):
    """A server that needs nothing before it: no service, no release, no compiler.

    Attributes:
        checker: The image of the checks.
        image: Holds the server's runtime and packages.
        command: Its line in the Procfile.
        variables: The exercise's own.
        server_first: Whether the server takes longer to begin than the checker does: who does, starts first.
    """

    checker: str
    image: str
    command: str
    variables: Mapping[str, str]
    server_first: bool

    def containers(self, port: int) -> tuple[ContainerSpec, ContainerSpec]:
        """Server and checker, in the order in which they start."""
        server = learner_process(WEB, self.command, self.image, variables=self.variables, port=port)
        checker = checker_spec(self.checker)
        return (server, checker) if self.server_first else (checker, server)


def read_precedent(folder: str) -> Precedent | None:
    """The precedent of a folder, by its real path; None where there is none that can be read."""
    with suppress(AttributeError, KeyError, TypeError):
        found = _read()[folder]
        texts = {name: found[name] for name in ("checker", "image", "command")}
        if all(isinstance(one, str) for one in (*texts.values(), *found["variables"].values())):
            return Precedent(
                **texts, variables=found["variables"], server_first=found["server_first"] is True
            )
    return None


def keep_precedent(folder: str, precedent: Precedent | None) -> None:
    """Keeps what the server of a folder was started from, or forgets it; it is no loss where that fails."""
    known = _read()
    known.pop(folder, None)
    if precedent is not None:
        known[folder] = precedent._asdict()
    for oldest in list(known)[:-_MOST]:
        del known[oldest]
    with suppress(OSError, RuntimeError):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            fresh.write_text(json.dumps(known), encoding="utf-8")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _read() -> dict[str, Any]:
    try:
        known = json.loads(_path().read_bytes())
    except (OSError, ValueError, RuntimeError):  # a home that has no folder, too deep a nesting
        return {}
    return known if isinstance(known, dict) else {}


def _path() -> Path:
    return data_folder() / "precedents.json"
