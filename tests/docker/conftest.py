"""What tests with a real engine share: images, projects, commands that run on, waiting for conditions."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.__main__ import INTERRUPTED
from roadmap_lab.locations import HOME_VARIABLE
from roadmap_lab.sandbox.engine import connect
from roadmap_lab.sandbox.leftovers import GRADE_LABEL, OWNER_LABEL
from tests.docker.engine_proxy import EngineProxy
from tests.projects import Projects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab

BUILD_SECONDS = 1800
WAIT_SECONDS = 60.0
_LOOK_SECONDS = 0.02


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of one run of the tests have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def images(shared: Path) -> None:
    """All images are here; what is missing is built once for all workers, by the program's own lock."""
    done = subprocess.run(
        [sys.executable, "-m", "roadmap_lab", "images", "build"],
        env={**os.environ, HOME_VARIABLE: str(shared)},
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def projects(lab: Lab, images: None, tmp_path_factory: pytest.TempPathFactory) -> Projects:  # noqa: ARG001  # whoever has a project is going to grade it
    """Makes projects that can be graded."""
    starters = tmp_path_factory.getbasetemp() / "starters"
    starters.mkdir(exist_ok=True)
    return Projects(lab=lab, starters=starters)


@pytest.fixture
def engine() -> Engine:
    """The real engine, to see what the program has made there."""
    return connect()


@pytest.fixture
def proxy(engine: Engine, tmp_path: Path) -> Iterator[EngineProxy]:
    """A Unix socket that stands for the engine and can be cut."""
    upstream = engine.endpoint.socket_path
    if upstream is None:
        pytest.skip("the engine is not behind a Unix socket")
    with EngineProxy(upstream, socket_path=tmp_path / "engine.sock") as running:
        yield running
        let_cleaners_end(running)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A command in a process group of its own, as a shell starts it."""

    process: subprocess.Popen[str]
    engine: Engine

    def interrupt(self, number: int = signal.SIGINT) -> None:
        """Signals the whole group, as Ctrl-C in a terminal does."""
        os.killpg(self.process.pid, number)

    def end(self, seconds: float = WAIT_SECONDS) -> tuple[int, str, str]:
        """Waits for the end: exit code, output, errors."""
        out, err = self.process.communicate(timeout=seconds)
        return self.process.returncode, out, err

    def containers(self) -> list[dict[str, Any]]:
        """The containers that this command has made and that are still there."""
        return containers_of(self.engine, self.process.pid)


@pytest.fixture
def start(lab: Lab, engine: Engine) -> Iterator[Callable[..., Running]]:
    """Starts commands and does not wait for them; at the test's end none is left."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str | Path, **variables: str) -> Running:
        process = subprocess.Popen(
            [sys.executable, "-m", "roadmap_lab", *map(str, arguments)],
            cwd=lab.folder,
            env={**lab.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return Running(process=process, engine=engine)

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=WAIT_SECONDS)
        for container in containers_of(engine, process.pid):  # those of a test that failed half-way
            engine.remove(container["Id"])


def interrupted_at(
    start: Callable[..., Running],
    proxy: EngineProxy,
    project: Path,
    pattern: bytes,
    number: int = signal.SIGINT,
) -> tuple[Running, str]:
    """Grades a project and interrupts that when the pattern passes; the command, and what it said to it."""
    started: list[Running] = []
    proxy.when(pattern, lambda: started[0].interrupt(number))
    started.append(start("grade", project, DOCKER_HOST=proxy.url))
    code, _, err = started[0].end()
    assert code == INTERRUPTED, err
    return started[0], err


def let_cleaners_end(proxy: EngineProxy) -> None:
    """Waits until nothing cleans up through the proxy any more; one that was cut is mended for it."""
    proxy.mend()
    eventually(lambda: not reapers(proxy.url), "what a command has left is removed")


def eventually(holds: Callable[[], object], what: str, seconds: float = WAIT_SECONDS) -> float:
    """Waits until something holds; after how many seconds it did."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds:g} s: {what}"
        time.sleep(_LOOK_SECONDS)
    return time.monotonic() - began


def containers_of(engine: Engine, process: int) -> list[dict[str, Any]]:
    """The containers whose label says that this process made them."""
    return [one for one in engine.containers() if f":{process}:" in one["Labels"].get(OWNER_LABEL, "")]


def containers_of_grade(engine: Engine, grade_id: str) -> list[str]:
    """The names of a grade's containers that are there."""
    return [one["Names"][0] for one in engine.containers(f"{GRADE_LABEL}={grade_id}")]


def reapers(word: str) -> list[int]:
    """The processes that clean up after a grade, by its id or its engine's URL in their command lines."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it has ended meanwhile
            if any(b"roadmap_lab.sandbox.reaper" in one for one in words) and word.encode() in words:
                found.append(int(entry.name))
    return found
