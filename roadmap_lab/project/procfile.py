"""The Procfile: which processes a project consists of (the format that Heroku made known)."""

from __future__ import annotations

import re

from roadmap_lab.errors import UsageError

_LINE = re.compile(r"(?P<name>[A-Za-z0-9_-]+):\s*(?P<command>\S.*)")
LONGEST_COMMAND = 2000  # characters


def parse_procfile(text: str) -> dict[str, str]:
    """Reads a Procfile.

    Args:
        text: Lines of `name: command`; blank lines and lines that start with `#` are passed over.

    Returns:
        Commands by process name, in the order of the file.

    Raises:
        UsageError: A line is no process, a name stands twice, or a command is too long.
    """
    processes: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = _LINE.fullmatch(stripped)
        if match is None or "\0" in stripped or len(stripped) > LONGEST_COMMAND:
            raise UsageError(f"Procfile, line {number} is not a process", "write it as `web: command`")
        if match["name"] in processes:
            raise UsageError(
                f"Procfile, line {number}: {match['name']} stands there twice", "keep one of them"
            )
        processes[match["name"]] = match["command"]
    return processes
