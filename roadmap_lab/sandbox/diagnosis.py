"""What a machine lacks for grading, each with the one command that mends it there."""

from __future__ import annotations

import os
import platform
import shutil
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.errors import RoadmapLabError
from roadmap_lab.sandbox.definitions import image_definition, image_names
from roadmap_lab.sandbox.endpoint import HOST_VARIABLE, USUAL
from roadmap_lab.sandbox.engine import connect
from roadmap_lab.sandbox.leftovers import find_leftovers
from roadmap_lab.sandbox.limits_probe import unenforced_limits

if TYPE_CHECKING:
    from roadmap_lab.sandbox.endpoint import Endpoint
    from roadmap_lab.sandbox.engine import Engine

LEAST_FREE = 3 * 1024**3  # bytes; the images of one stack and room to work
_INSTALL = {
    "debian": "sudo apt-get install -y docker.io",
    "ubuntu": "sudo apt-get install -y docker.io",
    "fedora": "sudo dnf install -y moby-engine",
    "arch": "sudo pacman -S --needed docker",
    "alpine": "sudo apk add docker",
    "opensuse": "sudo zypper install -y docker",
    "suse": "sudo zypper install -y docker",
}
_INSTALL_MAC = "brew install colima docker && colima start"
_INSTALL_ELSEWHERE = "see docs.docker.com/engine/install"


class State(Enum):
    """How a point of the diagnosis stands."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One point: what was looked at, how it stands, and the command that mends it (empty when good)."""

    topic: str
    state: State
    message: str
    command: str = ""


def diagnose(endpoint: Endpoint) -> list[Finding]:
    """Looks at everything that a grade needs, and stops where the rest can't be looked at."""
    try:
        engine = connect(endpoint)
    except RoadmapLabError:
        return [_unreachable(endpoint)]
    info = engine.info()
    findings = [
        Finding(
            topic="engine",
            state=State.GOOD,
            message=f"{info.get('ServerVersion', '?')} answers at {endpoint.url} ({endpoint.origin})",
        )
    ]
    findings += [_disk(info), _images(engine)]
    findings += [_limits(engine), _leftovers(engine)]
    return findings


def _unreachable(endpoint: Endpoint) -> Finding:
    path = endpoint.socket_path
    if path is None or endpoint.origin != USUAL:
        mend = "unset DOCKER_HOST" if endpoint.origin == HOST_VARIABLE else "docker context use default"
        return Finding(
            topic="engine",
            state=State.BAD,
            message=f"no engine answers at {endpoint.url}, which {endpoint.origin} names",
            command=f"{mend}   # or start the engine there",
        )
    if Path(path).exists() and not os.access(path, os.R_OK | os.W_OK):
        return Finding(
            topic="engine",
            state=State.BAD,
            message=f"you may not use the engine's socket {path}",
            command='sudo usermod -aG docker "$USER" && newgrp docker',
        )
    if shutil.which("dockerd") is None and not _desktop_installed():
        return Finding(
            topic="engine",
            state=State.BAD,
            message="no Docker engine is installed",
            command=install_command(),
        )
    return Finding(
        topic="engine",
        state=State.BAD,
        message=f"a Docker engine is installed, but none answers at {endpoint.url}",
        command=start_command(),
    )


def install_command() -> str:
    """The command that installs an engine on this system."""
    if platform.system() == "Darwin":
        return _INSTALL_MAC
    families = _os_release()
    for family in families:
        if family in _INSTALL:
            return _as_root(_INSTALL[family])
    return _INSTALL_ELSEWHERE


def start_command() -> str:
    """The command that starts an installed engine on this system."""
    if platform.system() == "Darwin":
        return "colima start" if shutil.which("colima") else "open -a Docker"
    if Path("/run/systemd/system").is_dir():
        return _as_root("sudo systemctl start docker")
    return _as_root("sudo sh -c 'setsid dockerd >/var/log/dockerd.log 2>&1 </dev/null &'")


def _as_root(command: str) -> str:
    return command.removeprefix("sudo ") if os.geteuid() == 0 else command


def _os_release() -> list[str]:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return []
    return [release.get("ID", ""), *release.get("ID_LIKE", "").split()]


def _desktop_installed() -> bool:
    return Path("/Applications/Docker.app").exists() or shutil.which("colima") is not None


def _disk(info: dict[str, object]) -> Finding:
    root = Path(str(info.get("DockerRootDir") or "/"))
    try:
        free = shutil.disk_usage(root if root.exists() else "/").free
    except OSError:
        return Finding(
            topic="disk", state=State.WARNING, message=f"the space left at {root} can't be seen from here"
        )
    message = f"{free / 1024**3:.0f} GB are free at {root}"
    if free < LEAST_FREE:
        return Finding(
            topic="disk", state=State.BAD, message=f"only {message}", command="roadmap-lab images prune"
        )
    return Finding(topic="disk", state=State.GOOD, message=message)


def _images(engine: Engine) -> Finding:
    missing = [name for name in image_names() if engine.image_id(image_definition(name).tag) is None]
    if not missing:
        return Finding(
            topic="images", state=State.GOOD, message="all images are here: grading needs no network"
        )
    return Finding(
        topic="images",
        state=State.WARNING,
        message=f"not built yet: {', '.join(missing)} (a grade builds what it needs)",
        command="roadmap-lab images build",
    )


def _limits(engine: Engine) -> Finding:
    base = image_definition("base").tag
    if engine.image_id(base) is None:
        return Finding(
            topic="limits",
            state=State.WARNING,
            message="whether the engine enforces limits can't be tried without an image",
            command="roadmap-lab images build",
        )
    missing = unenforced_limits(engine, base)
    if not missing:
        return Finding(
            topic="limits", state=State.GOOD, message="memory, processes and processors are limited as asked"
        )
    return Finding(
        topic="limits",
        state=State.BAD,
        message=f"the engine does not enforce limits of {', '.join(missing)}: it is not safe for grading",
        command="use an engine that runs as root, or cgroup v2 with delegation",
    )


def _leftovers(engine: Engine) -> Finding:
    found = find_leftovers(engine)
    lost = [one.name for one in found if not one.kept]
    kept = len(found) - len(lost)
    if lost:
        return Finding(
            topic="leftovers",
            state=State.WARNING,
            message=f"{len(lost)} containers of grades that were killed: {', '.join(lost[:4])}",
            command="roadmap-lab doctor --fix",
        )
    if kept:
        return Finding(
            topic="leftovers",
            state=State.GOOD,
            message=f"{kept} containers that you kept with --keep",
            command="roadmap-lab doctor --fix",
        )
    return Finding(topic="leftovers", state=State.GOOD, message="none")
