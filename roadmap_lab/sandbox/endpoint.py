"""Where the Docker engine is: `DOCKER_HOST`, then the current context, then the usual sockets."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from roadmap_lab.errors import MachineError

HOST_VARIABLE = "DOCKER_HOST"
USUAL = "the usual socket"
DEFAULT_SOCKET = Path("/var/run/docker.sock")


class Endpoint(NamedTuple):
    """An engine's address.

    Attributes:
        url: `unix:///path`, `tcp://host:port`, or `ssh://user@host`.
        origin: What said so, in words for `doctor`.
    """

    url: str
    origin: str

    @property
    def socket_path(self) -> str | None:
        """The path of a Unix socket, or None where the engine is reached otherwise."""
        return self.url.removeprefix("unix://") if self.url.startswith("unix://") else None


def find_endpoint() -> Endpoint:
    """Finds the engine as the `docker` command would.

    Raises:
        MachineError: The current Docker context is damaged or unknown.
    """
    if os.environ.get(HOST_VARIABLE):
        return Endpoint(url=os.environ[HOST_VARIABLE], origin=HOST_VARIABLE)
    context = _current_context()
    if context:
        return Endpoint(url=_context_url(context), origin=f"the Docker context {context}")
    for socket in _usual_sockets():
        if socket.exists():
            return Endpoint(url=f"unix://{socket}", origin=USUAL)
    return Endpoint(url=f"unix://{DEFAULT_SOCKET}", origin=USUAL)


def _config_folder() -> Path:
    return Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")


def _current_context() -> str:
    name = os.environ.get("DOCKER_CONTEXT", "")
    if not name:
        try:
            config = json.loads((_config_folder() / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        name = config.get("currentContext", "") if isinstance(config, dict) else ""
    return "" if name == "default" else str(name)


def _context_url(name: str) -> str:
    import hashlib  # noqa: PLC0415  # few have a context, and a grade waits for this import

    folder = hashlib.sha256(name.encode()).hexdigest()  # how the Docker command names a context's folder
    meta = _config_folder() / "contexts" / "meta" / folder / "meta.json"
    try:
        return str(json.loads(meta.read_text(encoding="utf-8"))["Endpoints"]["docker"]["Host"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MachineError(
            f"the Docker context {name} cannot be read", "docker context use default"
        ) from error


def _usual_sockets() -> list[Path]:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    candidates = [DEFAULT_SOCKET, Path.home() / ".docker" / "run" / "docker.sock"]
    if runtime:
        candidates.append(Path(runtime) / "docker.sock")
    return candidates
