"""The checker's program: a job by standard input, events by standard output, and nothing else.

Run as `python -m roadmap_lab.checks`. The first line of the input is the job as JSON:
`{"port": 24817, "seed": "7", "only": [], "boot_seconds": 20, "files": {"test_notes.py": "..."}}`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import pytest

from roadmap_lab.checks.plugin import ChecksPlugin, Job
from roadmap_lab.checks.stream import EventStream

# What a run in a container has no use for; each costs start-up time.
_WITHOUT = (
    "terminal",
    "doctest",
    "junitxml",
    "faulthandler",
    "unittest",
    "logging",
    "threadexception",
    "unraisableexception",
    "cacheprovider",
    "pastebin",
    "stepwise",
    "setuponly",
    "setupplan",
)


def run(job: dict[str, Any], stream: EventStream, folder: Path) -> None:
    """Writes the checks into the folder, runs them, and always ends with one last event."""
    for name, source in job["files"].items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source, encoding="utf-8")
    plugin = ChecksPlugin(
        Job(port=job["port"], seed=job["seed"], only=tuple(job["only"]), boot_seconds=job["boot_seconds"]),
        stream,
    )
    arguments = [
        str(folder),
        f"--rootdir={folder}",
        "-c",
        os.devnull,
        "--assert=plain",
        "-o",
        "python_files=test_*.py",
    ]
    for name in _WITHOUT:
        arguments += ["-p", f"no:{name}"]
    code = pytest.main(arguments, plugins=[plugin])
    if code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        stream.finished()
    else:
        stream.broken(f"the checks could not be collected or run (pytest said {code!r})")


def main() -> None:
    """Keeps the real standard output for events alone, then does the job."""
    events = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stream = EventStream(events)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        job = json.loads(sys.stdin.readline())
        with tempfile.TemporaryDirectory(prefix="checks-") as folder:
            sys.path.insert(0, folder)
            run(job, stream, Path(folder))
    except Exception:  # noqa: BLE001  # whatever broke is ours, and the host has to hear of it
        stream.broken(traceback.format_exc())


if __name__ == "__main__":
    main()
