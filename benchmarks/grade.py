"""Where `roadmap-lab grade` stands between the bare host and what one would write by hand around Docker.

Run it as `python benchmarks/grade.py [--rounds N] [--exercise ID] [--stack S]`. All variants grade the same
project (the reference solution) with the same checks and run in turn, round by round, so that the machine's
moods fall on all of them. Printed are medians of whole processes, and medians of the ratios by round.

- bare: the server as a subprocess, the checks by a plain `pytest` (no third-party plugins), no containers
- bare, lean: the same with the checker's own settings of pytest (`python -m roadmap_lab.checks`)
- docker run: a pair of `docker run` commands with the images of roadmap-lab, then `docker rm -f`
- docker compose: the same pair as a compose file, `up` and `down` (where the plugin is installed)
- roadmap-lab: `roadmap-lab grade`, up to the verdict and up to the prompt; the warm-up is the folder's first
  grade, so that those that are measured begin with what it knew (docs/adr/0010-what-the-last-grade-knew.md)
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import load_exercise
from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.project.procfile import parse_procfile
from roadmap_lab.project.scaffold import scaffold
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from collections.abc import Callable

    from roadmap_lab.catalog.exercises import Exercise

PLAIN_PLUGIN = """
import sys
sys.path.insert(0, {root!r})
import io, os
from roadmap_lab.checks.fixtures import Fixtures
from roadmap_lab.checks.host import Host
from roadmap_lab.checks.job import read_job
from roadmap_lab.checks.plugin import ChecksPlugin
from roadmap_lab.checks.stand_ins import StandIns
from roadmap_lab.checks.stream import EventStream
def pytest_configure(config):
    job = read_job({{"port": int(os.environ["PORT"]), "seed": "1", "only": [], "boot_seconds": 20.0}})
    stream = EventStream(os.open(os.devnull, os.O_WRONLY))
    host, stand_ins = Host(io.StringIO(), stream), StandIns({{}})
    config.pluginmanager.register(ChecksPlugin(job, stream, host, stand_ins))
    config.pluginmanager.register(Fixtures(job, host, stand_ins))
"""
COMPOSE_FILE = """
services:
  web:
    image: {web}
    command: [sh, -c, {command}]
    working_dir: /srv/app
    environment: {{PORT: "{port}"}}
    volumes: ["{project}:/srv/app:ro"]
  checks:
    image: {checker}
    network_mode: service:web
    volumes: ["{job}:/job:ro"]
    command: [sh, -c, "exec /opt/checker/venv/bin/python -m roadmap_lab.checks < /job"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What all variants of one stack share."""

    exercise: Exercise
    stack: str
    project: Path
    folder: Path
    command: str
    environment: dict[str, str]

    def job(self, port: int) -> bytes:
        """The checker's input."""
        files = self.exercise.check_files
        job = {"port": port, "seed": "1", "only": [], "boot_seconds": 20, "files": files}
        return json.dumps(job).encode() + b"\n"


@dataclass(slots=True)
class Series:
    """Seconds of each round."""

    name: str
    seconds: list[float] = field(default_factory=list)


def prepare(exercise: Exercise, stack: str, folder: Path) -> Scene:
    """Makes a project with the reference solution, and its packages on the host."""
    project = folder / "project"
    scaffold(exercise, load_stack(stack), project)
    shutil.copytree(exercise.folder / "solutions" / stack, project, dirs_exist_ok=True)
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    if stack == "fastapi":
        venv = folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        pip = [str(venv / "bin" / "pip"), "install", "-q", "-r", str(project / "requirements.txt")]
        subprocess.run(pip, check=True)
        environment["PATH"] = f"{venv}/bin:{environment['PATH']}"
    elif stack == "express":
        subprocess.run(
            ["npm", "ci", "--omit=dev", "--silent"], cwd=folder_with_packages(project, folder), check=True
        )
    subprocess.run([sys.executable, "-m", "roadmap_lab", "images", "build", stack], check=True)
    command = parse_procfile((project / "Procfile").read_text())["web"]
    return Scene(
        exercise=exercise,
        stack=stack,
        project=project,
        folder=folder,
        command=command,
        environment=environment,
    )


def folder_with_packages(project: Path, folder: Path) -> Path:
    """Node's packages lie above the project, so that they are no part of what is graded."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(project / name, folder / name)
    return folder


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def bare(scene: Scene, *, lean: bool) -> float:
    """The host's own limit: no containers at all."""
    port = free_port()
    environment = {**scene.environment, "PORT": str(port)}
    began = time.monotonic()
    server = subprocess.Popen(
        ["sh", "-c", f"exec {scene.command}"],
        cwd=scene.project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        if lean:
            command = [sys.executable, "-m", "roadmap_lab.checks"]
            done = subprocess.run(command, input=scene.job(port), capture_output=True, check=True)
            passed = b'"finished"' in done.stdout and b'"failed"' not in done.stdout
        else:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "bench_plugin", "-c", os.devnull, "checks"]
            done = subprocess.run(
                command,
                cwd=scene.folder,
                env={**environment, "PYTHONPATH": str(scene.folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
                capture_output=True,
                check=False,
            )
            passed = done.returncode == 0
    finally:
        server.kill()
        server.wait()
    seconds = time.monotonic() - began
    if not passed:
        raise SystemExit(f"the bare host does not pass:\n{done.stdout.decode()[-2000:]}")
    return seconds


def docker_run(scene: Scene) -> float:
    """A pair of containers by hand."""
    port = 23456
    web = image_definition(scene.stack).tag
    checker = image_definition(CHECKER).tag
    began = time.monotonic()
    start = [
        "docker",
        "run",
        "-d",
        "--name",
        "bench-web",
        "-e",
        f"PORT={port}",
        "-v",
        f"{scene.project}:/srv/app:ro",
    ]
    subprocess.run([*start, web, "sh", "-c", f"exec {scene.command}"], check=True, capture_output=True)
    try:
        join = ["docker", "run", "--rm", "-i", "--network", "container:bench-web", checker]
        done = subprocess.run(join, input=scene.job(port), check=True, capture_output=True)
    finally:
        subprocess.run(["docker", "rm", "-f", "bench-web"], check=True, capture_output=True)
    if b'"failed"' in done.stdout or b'"finished"' not in done.stdout:
        raise SystemExit(f"the docker run pair does not pass:\n{done.stdout.decode()[-2000:]}")
    return time.monotonic() - began


def docker_compose(scene: Scene) -> float:
    """The same pair as a compose file."""
    port = 23457
    (scene.folder / "job").write_bytes(scene.job(port))
    compose = COMPOSE_FILE.format(
        web=image_definition(scene.stack).tag,
        checker=image_definition(CHECKER).tag,
        command=json.dumps(f"exec {scene.command}"),
        port=port,
        project=scene.project,
        job=scene.folder / "job",
    )
    (scene.folder / "compose.yaml").write_text(compose)
    began = time.monotonic()
    up = ["docker", "compose", "up", "--abort-on-container-exit", "--exit-code-from", "checks"]
    done = subprocess.run(up, cwd=scene.folder, capture_output=True, check=True)
    subprocess.run(
        ["docker", "compose", "down", "-t", "0"], cwd=scene.folder, capture_output=True, check=True
    )
    if b'"failed"' in done.stdout or b'"finished"' not in done.stdout:
        raise SystemExit(f"docker compose does not pass:\n{done.stdout.decode()[-2000:]}")
    return time.monotonic() - began


def roadmap_lab(scene: Scene) -> tuple[float, float]:
    """`roadmap-lab grade`: seconds up to the verdict, and up to the prompt."""
    environment = {**scene.environment, "ROADMAP_LAB_HOME": str(scene.folder / "home")}
    command = [str(Path(sys.executable).with_name("roadmap-lab")), "grade", str(scene.project)]
    began = time.monotonic()
    verdict = 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith("Passed:"):
                verdict = time.monotonic() - began
        process.wait()
    if not verdict or process.returncode:
        raise SystemExit("roadmap-lab grade does not pass")
    return verdict, time.monotonic() - began


def has_compose() -> bool:
    """Whether the compose plugin is installed."""
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


def measure(scene: Scene, rounds: int) -> list[Series]:
    """Runs all variants in turn, one warm-up round first."""
    variants: dict[str, Callable[[], float]] = {
        "bare": lambda: bare(scene, lean=False),
        "bare, lean": lambda: bare(scene, lean=True),
        "docker run pair": lambda: docker_run(scene),
    }
    if has_compose():
        variants["docker compose"] = lambda: docker_compose(scene)
    series = {name: Series(name) for name in (*variants, "roadmap-lab: verdict", "roadmap-lab: prompt")}
    for number in range(rounds + 1):
        measured = {name: run() for name, run in variants.items()}
        measured["roadmap-lab: verdict"], measured["roadmap-lab: prompt"] = roadmap_lab(scene)
        time.sleep(0.3)  # the removal behind the prompt is not to fall on the next round
        if number:
            for name, seconds in measured.items():
                series[name].seconds.append(seconds)
    return list(series.values())


def report(title: str, all_series: list[Series]) -> None:
    """Prints medians, and the ratios to the others by round."""
    by_name = {series.name: series.seconds for series in all_series}
    print(f"\n{title}")
    print(f"{'':24}{'min':>8}{'median':>8}{'max':>8}   median ratio of the rounds to")
    others = [name for name in ("bare", "bare, lean", "docker run pair", "docker compose") if name in by_name]
    print(f"{'':51}{''.join(f'{name:>17}' for name in others)}")
    for name, seconds in by_name.items():
        row = f"{name:<24}{min(seconds):8.3f}{statistics.median(seconds):8.3f}{max(seconds):8.3f}   "
        for other in others:
            ratio = statistics.median(one / two for one, two in zip(seconds, by_name[other], strict=True))
            row += f"{ratio:17.2f}"
        print(row)


def main() -> None:
    """Measures each stack and prints a table for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--exercise", default="notes-crud")
    parser.add_argument("--stack", action="append", choices=["fastapi", "express"])
    options = parser.parse_args()
    exercise = load_exercise(options.exercise)
    for stack in options.stack or ["fastapi", "express"]:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            scene = prepare(exercise, stack, Path(folder))
            root = str(Path(__file__).resolve().parent.parent)
            (scene.folder / "bench_plugin.py").write_text(PLAIN_PLUGIN.format(root=root))
            checks = scene.folder / "checks"
            for name, source in exercise.check_files.items():
                (checks / name).parent.mkdir(parents=True, exist_ok=True)
                (checks / name).write_text(source)
            count = f"{exercise.id} in {stack}, {options.rounds} rounds, seconds"
            report(count, measure(scene, options.rounds))


if __name__ == "__main__":
    main()
