"""What a `.gitignore` file leaves out, entry by entry, as git reads it (gitignore(5))."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    pattern: re.Pattern[str]
    ignores: bool
    folders_only: bool

    def matches(self, path: str, *, is_folder: bool) -> bool:
        if self.folders_only and not is_folder:
            return False
        found = self.pattern.search(path)
        # pathspec also matches what lies below a folder that matches, and marks that with the group `ps_d`.
        # Git does not: it never comes there, or the folder was let in again and its contents are asked anew.
        return found is not None and found.groupdict().get("ps_d") is None


class IgnoreFile:
    """One `.gitignore` file.

    Args:
        prefix: The folder in which it lies, relative to the project, ending in `/`; empty for the top.
        text: What it says.

    Raises:
        ValueError: A pattern in it cannot be read.
    """

    def __init__(self, prefix: str, text: str) -> None:
        self._prefix = prefix
        self._rules = tuple(rule for line in text.split("\n") for rule in _rules(line.removesuffix("\r")))

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether it leaves out the entry at that path of the project; None where it says nothing of it."""
        inside = path.removeprefix(self._prefix)
        for rule in reversed(self._rules):  # the last pattern that matches decides
            if rule.matches(inside, is_folder=is_folder):
                return rule.ignores
        return None


def _rules(line: str) -> list[_Rule]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # not every project has such a file

    bare = line.rstrip(" ")
    folders_only = bare.endswith("/")
    return [
        _Rule(pattern=one.regex, ignores=one.include, folders_only=folders_only)
        for one in GitIgnoreSpec.from_lines([bare[:-1] if folders_only else line]).patterns
        if one.include is not None and one.regex is not None
    ]
