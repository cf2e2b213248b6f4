"""Which limit a program has run into, by what it wrote when it was refused something. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roadmap_lab.sandbox.spec import Limits

# The system's own words, as shells and the six stacks pass them on.
_FILES = re.compile(r"Too many open files|\bEMFILE\b")
_SPACE = re.compile(r"No space left on device|\bENOSPC\b")
_PROCESSES = re.compile(
    r"fork: (?:retry: )?Resource temporarily unavailable|Cannot fork|can't start new thread"
    r"|pthread_create.*Resource temporarily unavailable|unable to create native thread"
    r"|\bspawn(?:Sync)? \S+ EAGAIN|os\.fork\b.*\n.*Resource temporarily unavailable"
)
_HEAP = re.compile(r"JavaScript heap out of memory|java\.lang\.OutOfMemoryError|runtime: out of memory")
_READ_ONLY = re.compile(r"[Rr]ead-only file ?system|\bEROFS\b")
_ROOT = re.compile(
    r"[Pp]ermission denied|\bEACCES\b|[Oo]peration not permitted|\bEPERM\b"
    r"|must be (?:run as )?root|[Aa]re you root"
)


def limit_met(log: str, limits: Limits) -> tuple[str, str] | None:
    """What a program had no more of, and a hint, or None where it does not look like a limit.

    Args:
        log: The last lines that it has written.
        limits: What its container may use.
    """
    if _FILES.search(log):
        return (
            f"more than {limits.open_files:,} files and connections open at once",
            "close each file and connection after its use; a pool of connections needs a largest size",
        )
    if _PROCESSES.search(log):
        return (
            f"more than {limits.processes:,} processes and threads at once",
            "start fewer of them, and wait for those that have ended",
        )
    if _HEAP.search(log):
        return (f"more memory than its share of {limits.memory_mb:,} MB", "keep less in memory at once")
    if _SPACE.search(log):
        return (
            f"more than {limits.temporary_mb:,} MB, or {limits.temporary_inodes:,} files, in one folder",
            "what is kept for long belongs into the database; remove files that are not needed any more",
        )
    return None


def wrote_to_its_root(log: str) -> str | None:
    """A hint for a program that was refused to write to its own file system; None where it was not."""
    if not _READ_ONLY.search(log):
        return None
    return (
        "your program may write below /tmp alone (at most 64 MB); all else is read-only. Let it write there, "
        "and keep what has to last in the database"
    )


def wanted_to_be_root(log: str) -> str | None:
    """A hint for a program that was refused what only root may do; None where it does not look like that."""
    if not _ROOT.search(log):
        return None
    return (
        "your program runs as user 65534, not as root: make its files readable for everybody when the image "
        "is built (RUN chmod -R a+rX), do there what needs root, and listen on PORT"
    )
