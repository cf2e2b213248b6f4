"""What a learner should read first of all that a compiler says. Pure."""

from __future__ import annotations

import re

MOST_LINES = 24


def first_errors(output: str, pattern: str, most: int = MOST_LINES) -> str:
    """The lines from the first error on, as many as one reads; the last lines where no error is recognised.

    Args:
        output: All that was written.
        pattern: A regular expression that finds the line in which an error begins; may be empty.
        most: How many lines.
    """
    lines = output.rstrip("\n").split("\n")
    first = next((at for at, line in enumerate(lines) if pattern and re.search(pattern, line)), None)
    if first is None:
        return "\n".join(lines[-most:])
    shown = lines[first : first + most]
    left = len(lines) - first - len(shown)
    if left:
        shown.append(f"... and {left} more {'line' if left == 1 else 'lines'}")
    return "\n".join(shown)
