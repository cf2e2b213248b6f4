"""What all tests share: the real command line, folders of their own, and a line that most can't cross."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  # pytest looks at the annotations of fixtures
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from roadmap_lab.locations import HOME_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND_SECONDS = 300
hypothesis.settings.register_profile("steady", deadline=None)  # a busy machine is no failure
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=20_000)  # by --hypothesis-profile
hypothesis.settings.load_profile("steady")
# A shell starts what it runs in the background with SIGINT ignored, and all that follows would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
NOWHERE = "unix:///nowhere/docker.sock"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with what takes longest, so that one worker is at it while the other does all the rest."""
    items.sort(key=lambda item: item.path.name != "test_mutants.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """The real program, with a home of its own, run as a user would."""

    home: Path
    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str | Path, cwd: Path | None = None, **variables: str) -> Ran:
        """Runs `roadmap-lab` with these arguments."""
        done = subprocess.run(
            [sys.executable, "-m", "roadmap_lab", *map(str, arguments)],
            cwd=cwd or self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture(autouse=True)
def _only_marked_tests_reach_docker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("docker") is None:
        monkeypatch.setenv("DOCKER_HOST", NOWHERE)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for progress and logs that this test alone has."""
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture
def lab(tmp_path: Path, home: Path) -> Lab:
    """The program, to be run in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return Lab(home=home, folder=folder, environment=dict(os.environ))


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Makes a folder with these files in it, by their paths."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return folder
