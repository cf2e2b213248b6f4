"""The doctor without an engine, on systems of several kinds."""

from __future__ import annotations

import os
import platform
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.sandbox import diagnosis
from roadmap_lab.sandbox.diagnosis import Finding, State, diagnose, install_command
from roadmap_lab.sandbox.endpoint import USUAL, Endpoint

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = Endpoint(url="unix:///nowhere/docker.sock", origin=USUAL)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An ordinary user of a Linux system without Docker."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    return monkeypatch


def only(endpoint: Endpoint) -> Finding:
    (finding,) = diagnose(endpoint)
    assert (finding.topic, finding.state) == ("engine", State.BAD)
    assert "\n" not in finding.message + finding.command
    return finding


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt-get install -y docker.io"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt-get install -y docker.io"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install -y moby-engine"),
        ({"ID": "arch"}, "sudo pacman -S --needed docker"),
        ({"ID": "alpine"}, "sudo apk add docker"),
        ({"ID": "something"}, "see docs.docker.com/engine/install"),
        ({}, "see docs.docker.com/engine/install"),
    ],
)
def test_each_system_has_its_command(
    person: pytest.MonkeyPatch, release: dict[str, str], command: str
) -> None:
    person.setattr(platform, "freedesktop_os_release", lambda: release)
    assert only(NOWHERE) == Finding(
        topic="engine", state=State.BAD, message="no Docker engine is installed", command=command
    )


def test_root_needs_no_sudo_and_a_mac_has_its_own(person: pytest.MonkeyPatch) -> None:
    person.setattr(os, "geteuid", lambda: 0)
    assert install_command() == "apt-get install -y docker.io"
    person.setattr(platform, "system", lambda: "Darwin")
    assert install_command() == "brew install colima docker && colima start"


def test_a_system_that_does_not_say_what_it_is_gets_the_manual(person: pytest.MonkeyPatch) -> None:
    def unknown() -> dict[str, str]:
        raise OSError

    person.setattr(platform, "freedesktop_os_release", unknown)
    assert only(NOWHERE).command == "see docs.docker.com/engine/install"


def test_an_engine_that_is_installed_is_to_be_started(person: pytest.MonkeyPatch) -> None:
    person.setattr(shutil, "which", lambda name: "/usr/bin/dockerd" if name == "dockerd" else None)
    finding = only(NOWHERE)
    assert finding.message.startswith("a Docker engine is installed, but none answers")
    assert finding.command.startswith("sudo ")


def test_a_socket_that_may_not_be_used_needs_the_group(person: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.touch()
    person.setattr(os, "access", lambda *_: False)
    finding = only(Endpoint(url=f"unix://{path}", origin=USUAL))
    assert finding.message == f"you may not use the engine's socket {path}"
    assert finding.command == 'sudo usermod -aG docker "$USER" && newgrp docker'


def test_a_socket_that_nobody_serves_is_no_engine(person: pytest.MonkeyPatch, tmp_path: Path) -> None:
    person.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind("s")
    assert only(Endpoint(url="unix://s", origin=USUAL)).message == "no Docker engine is installed"


@pytest.mark.parametrize(
    ("origin", "command"),
    [("DOCKER_HOST", "unset DOCKER_HOST"), ("the Docker context x", "docker context use default")],
)
def test_an_address_that_somebody_chose_is_named(
    person: pytest.MonkeyPatch, origin: str, command: str
) -> None:
    del person
    finding = only(Endpoint(url="unix:///nowhere", origin=origin))
    assert finding.message == f"no engine answers at unix:///nowhere, which {origin} names"
    assert finding.command.startswith(command)


@pytest.mark.parametrize(("free", "state"), [(0, State.BAD), (3 * 1024**3, State.GOOD)])
def test_a_nearly_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    finding = diagnosis._disk({"DockerRootDir": "/"})
    assert finding.state is state
    assert bool(finding.command) is (state is State.BAD)
