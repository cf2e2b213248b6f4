"""What a `.gitignore` file leaves out, entry by entry, as git reads it (gitignore(5))."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass

_STAR = "[^/]*"
_FOLDER_STARS = ("(?:.+/)?", "(?:/.+)?")  # how pathspec writes a ** in a regular expression
_MOST_FOLDER_STARS = 2


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

    def verdict(self, path: str, *, is_folder: bool, deadline: float = math.inf) -> bool | None:
        """Whether it leaves out the entry at that path of the project; None where it says nothing of it.

        Raises:
            TimeoutError: It has so many patterns that the deadline (of `time.monotonic`) has passed.
        """
        inside = path.removeprefix(self._prefix)
        for rule in reversed(self._rules):  # the last pattern that matches decides
            if time.monotonic() > deadline:
                raise TimeoutError
            if rule.matches(inside, is_folder=is_folder):
                return rule.ignores
        return None


def _in_linear_time(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The same pattern without a search that explodes.

    Of the text between two stars the first occurrence is as good as any other, for it has one length: so it
    need not be looked for again (as `fnmatch.translate` does since Python 3.13).

    Raises:
        ValueError: It has more `**` than can be looked for in a reasonable time.
    """
    if pattern.pattern.count(".+") > _MOST_FOLDER_STARS + 1:  # the one before a name without a slash is free
        raise ValueError(f"there are more than {_MOST_FOLDER_STARS} ** in it")
    head, *pieces = pattern.pattern.split(_STAR)
    if len(pieces) < 2:  # noqa: PLR2004  # one star alone is linear
        return pattern
    *middle, tail = pieces
    fixed = [
        f"{_STAR}{one}" if any(stars in one for stars in _FOLDER_STARS) else f"(?>{_STAR}?{one})"
        for one in middle
        if one
    ]
    return re.compile("".join((head, *fixed, _STAR, tail)), pattern.flags)


def _rules(line: str) -> list[_Rule]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # not every project has such a file

    bare = line.rstrip(" ")
    folders_only = bare.endswith("/")
    return [
        _Rule(pattern=_in_linear_time(one.regex), ignores=one.include, folders_only=folders_only)
        for one in GitIgnoreSpec.from_lines([bare[:-1] if folders_only else line]).patterns
        if one.include is not None and one.regex is not None
    ]
