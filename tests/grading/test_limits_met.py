from __future__ import annotations

import pytest

from roadmap_lab.grading.limits_met import limit_met, wanted_to_be_root, wrote_to_its_root
from roadmap_lab.sandbox.spec import Limits


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("OSError: [Errno 24] Too many open files: '/tmp/a'", "1,024 files and connections"),
        ("Error: EMFILE: too many open files, open 'a'", "1,024 files and connections"),
        ("bomb.sh: fork: retry: Resource temporarily unavailable", "128 processes and threads"),
        ("sh: 1: Cannot fork", "128 processes and threads"),
        ("RuntimeError: can't start new thread", "128 processes and threads"),
        ("Error: spawn node EAGAIN", "128 processes and threads"),
        ("Error: spawnSync /bin/sh EAGAIN", "128 processes and threads"),
        (
            "java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory",
            "128 processes and threads",
        ),
        ("runtime: pthread_create failed: Resource temporarily unavailable", "128 processes and threads"),
        ("FATAL ERROR: Reached heap limit - JavaScript heap out of memory", "its share of 512 MB"),
        ("java.lang.OutOfMemoryError: Java heap space", "its share of 512 MB"),
        ("OSError: [Errno 28] No space left on device", "64 MB, or 5,000 files"),
        ("Error: ENOSPC: no space left on device, write", "64 MB, or 5,000 files"),
    ],
)
def test_a_limit_is_known_by_the_systems_words(log: str, told: str) -> None:
    met = limit_met(f"starting\n{log}\n", Limits())
    assert met is not None
    assert told in met[0]
    assert met[1]


@pytest.mark.parametrize(
    "log",
    [
        "",
        "listening on port 3000",
        "BlockingIOError: [Errno 11] Resource temporarily unavailable",
        "GET /EMFILES 404",
    ],
)
def test_other_words_are_no_limit(log: str) -> None:
    assert limit_met(log, Limits()) is None


@pytest.mark.parametrize(
    "log",
    [
        "Error: EROFS: read-only file system, open '/app/db.json'",
        "OSError: [Errno 30] Read-only file system: '/app/log'",
        "touch: cannot touch '/x': Read-only file system",
    ],
)
def test_a_file_system_that_cannot_be_written_to_is_known(log: str) -> None:
    assert "/tmp" in (wrote_to_its_root(log) or "")


@pytest.mark.parametrize(
    "log", ["sh: 1: ./run: Permission denied", "Error: listen EACCES", "chown: Operation not permitted"]
)
def test_what_only_root_may_is_known(log: str) -> None:
    assert wrote_to_its_root(log) is None
    assert "not as root" in (wanted_to_be_root(log) or "")


def test_an_ordinary_error_is_neither() -> None:
    assert wrote_to_its_root("Error: no such table") is None
    assert wanted_to_be_root("Error: no such table") is None
