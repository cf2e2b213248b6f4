"""Opening a file that a stranger has put there."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def read_start(path: Path, name: str, most: int) -> bytes:
    """The first bytes of an ordinary file: no link is followed, no pipe is waited for.

    Args:
        path: Where it is.
        name: What to call it in an error.
        most: How many bytes at most.

    Raises:
        UsageError: It is a link, or no ordinary file.
        OSError: It cannot be read.
    """
    if path.is_symlink():
        raise UsageError(f"{name} is a link", "put the file itself there")
    # What lies there may have changed since it was looked at.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UsageError(f"{name} is not an ordinary file", "put back the file that the starter had")
        return file.read(most)
