"""The checker's program: a job by standard input, events by standard output, and nothing else.

The first line of the input is the job as JSON, such as
`{"port": 24817, "seed": "7", "only": [], "boot_seconds": 20, "files": {"test_notes.py": "..."}}`;
what follows are the host's replies to what the checks ask of it.
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

from roadmap_lab.checks.fixtures import Fixtures
from roadmap_lab.checks.host import Host
from roadmap_lab.checks.job import read_job
from roadmap_lab.checks.plugin import ChecksPlugin
from roadmap_lab.checks.stand_ins import StandIns
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


def run(message: dict[str, Any], stream: EventStream, host: Host, folder: Path) -> None:
    """Writes the checks into the folder, runs them, and always ends with one last event."""
    for name, source in message["files"].items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source, encoding="utf-8")
    job = read_job(message)
    stand_ins = StandIns(job.stand_ins)
    plugins = [ChecksPlugin(job, stream, host, stand_ins), Fixtures(job, host, stand_ins)]
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
    code = pytest.main(arguments, plugins=plugins)
    if code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        stream.finished()
    else:
        stream.broken(f"the checks could not be collected or run (pytest said {code!r})")


def main() -> None:
    """Keeps the real standard input and output for the host alone, then does the job."""
    lines = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")  # pytest puts another in its place
    events = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stream = EventStream(events)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        message = json.loads(lines.readline())
        with tempfile.TemporaryDirectory(prefix="checks-") as folder:
            sys.path.insert(0, folder)
            run(message, stream, Host(lines, stream), Path(folder))
    except Exception:  # noqa: BLE001  # whatever broke is ours, and the host has to hear of it
        stream.broken(traceback.format_exc())
