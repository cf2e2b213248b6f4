"""Packages whose installation is hostile: what they write is limited, and nothing of it is left.

The dependency files of a project can name packages of registries alone, so these are put where such a package
would be: beside the files, in the real installer's reach.
"""

from __future__ import annotations

import json
import secrets
from functools import partial
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.sandbox import layers, workshop
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.leftovers import OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.spec import Layer, Network
from tests.docker.conftest import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadmap_lab.sandbox.engine import Engine

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("images")]

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
FILES = """
import os
os.mkdir("/srv/many")
for number in range(1_000_000):
    os.mknod(f"/srv/many/{number}")
"""
DISK = """
with open("/opt/venv/large", "wb") as file:
    for _ in range(3000):
        file.write(bytes(1024 * 1024))
"""
FORKS = """
import os
while True:
    os.fork()
"""
MEMORY = """
kept = []
while True:
    kept.append(bytearray(b"x" * 16 * 1024 * 1024))
"""
WAITS = """
import subprocess, time
subprocess.Popen(["sleep", "1000"], start_new_session=True)
time.sleep(1000)
"""
LOOKS_AROUND = """
import os
print("VARIABLES", *os.environ)
for path in ("/usr/bin/tini", "/etc/passwd", "/usr/bin/python3", "/proc/sys/kernel/core_pattern"):
    try:
        open(path, "ab").close()
        print("WRITES", path)
    except OSError:
        pass
for path in ("/var/run/docker.sock", "/etc/ssh"):
    if os.path.exists(path):
        print("SEES", path)
raise SystemExit("\\x1b[2Jdone")
"""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are met soon."""
    monkeypatch.setattr(layers, "BUDGET_SECONDS", 15.0)
    monkeypatch.setattr(workshop, "LARGEST_LAYER", 50 * 1024 * 1024)
    monkeypatch.setattr(workshop, "MOST_FILES", 3000)
    monkeypatch.setattr(workshop, "LIMITS", workshop.LIMITS._replace(memory_mb=512))


@pytest.fixture
def tag(engine: Engine) -> Iterator[str]:
    """A tag of this test alone; no image and no container of it is left."""
    name = f"roadmap-lab/hostile-packages:{secrets.token_hex(6)}"
    yield name
    mine = f"{OWNER_LABEL}={owner_mark()}"
    eventually(lambda: not engine.containers(mine), "its containers are gone")
    if engine.image_id(name) is not None:
        eventually(partial(engine.remove_image, name), f"{name} is gone")


def pip(tag: str, code: str) -> Layer:
    files = {"requirements.txt": "./evil\n", "evil/pyproject.toml": PYPROJECT, "evil/backend.py": code}
    return layer("fastapi", tag, files)


def npm(tag: str, script: str) -> Layer:
    wanted = {"evil": "file:../build/evil"}
    root = {"name": "app", "version": "0.0.0", "dependencies": wanted}
    lock = {
        "name": "app",
        "version": "0.0.0",
        "lockfileVersion": 3,
        "packages": {
            "": root,
            "../build/evil": {"name": "evil", "version": "1.0.0", "hasInstallScript": True},
            "node_modules/evil": {"resolved": "../build/evil", "link": True},
        },
    }
    evil = {"name": "evil", "version": "1.0.0", "scripts": {"postinstall": script}}
    files = {"package.json": root, "package-lock.json": lock, "evil/package.json": evil}
    return layer("express", tag, {path: json.dumps(content) for path, content in files.items()})


def layer(stack: str, tag: str, files: dict[str, str]) -> Layer:
    return Layer(
        tag=tag,
        parent=image_definition(stack).tag,
        files={path: content.encode() for path, content in files.items()},
        command=load_stack(stack).install,
        network=Network.NONE,
    )


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (WAITS, "it did not end within 15 s and was stopped"),
        (MEMORY, "it used more than 512 MB and was stopped"),
        (DISK, "it wrote more than 50 MB and was stopped"),
        (FILES, "it wrote more than 3,000 files and was stopped"),
        (FORKS, "it "),  # which of its processes ends first is luck
    ],
    ids=["waits", "memory", "disk", "files", "forks"],
)
def test_a_build_backend_that_takes_too_much_is_stopped(
    engine: Engine, tag: str, code: str, reason: str
) -> None:
    failure = layers.ensure_layer(engine, pip(tag, code), lambda _: None)

    assert failure is not None
    assert failure.reason.startswith(reason)
    assert engine.image_id(tag) is None


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("truncate -s 1T /srv/sparse", "it wrote more than 50 MB and was stopped"),
        ("kill -9 $PPID", "it ended with exit code"),
        ("yes | tr -d '\\n'", "it used more than 512 MB and was stopped"),
    ],
    ids=["sparse", "kills-npm", "floods"],
)
def test_a_script_after_the_installation_that_takes_too_much_is_stopped(
    engine: Engine, tag: str, script: str, reason: str
) -> None:
    failure = layers.ensure_layer(engine, npm(tag, script), lambda _: None)

    assert failure is not None
    assert failure.reason.startswith(reason)
    assert engine.image_id(tag) is None


def test_what_a_script_leaves_running_is_gone_when_the_layer_is_made(engine: Engine, tag: str) -> None:
    script = "(setsid sleep 1000 </dev/null >/dev/null 2>&1 &); touch /srv/ran"

    assert layers.ensure_layer(engine, npm(tag, script), lambda _: None) is None

    assert engine.image_id(tag) is not None  # and the fixture sees that no container is left


def test_a_build_backend_sees_nothing_of_the_host_and_changes_nothing_of_the_system(
    engine: Engine, tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_HOST", "x")

    failure = layers.ensure_layer(engine, pip(tag, LOOKS_AROUND), lambda _: None)

    assert failure is not None
    assert "VARIABLES" in failure.output
    for word in ("SECRET_OF_THE_HOST", "ROADMAP_LAB", "WRITES", "SEES"):
        assert word not in failure.output
