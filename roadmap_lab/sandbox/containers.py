"""From our words for a container to the engine's, with every limit that a stranger's code gets."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from roadmap_lab.resources import IMAGES
from roadmap_lab.sandbox.engine import LABEL
from roadmap_lab.sandbox.spec import ContainerSpec, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED_MEMORY_MB = 16
RUNTIME_VARIABLE = "ROADMAP_LAB_RUNTIME"  # an OCI runtime that the engine knows, such as gVisor's `runsc`
RUNTIME_PROCESSES = 256  # such a runtime has threads of its own, which count
_MB = 1024 * 1024
_LOG = {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "1"}}


def container_name(grade_id: str, role: str) -> str:
    """The name of a container of a grade."""
    return f"roadmap-lab-{grade_id}-{role}"


def container_config(spec: ContainerSpec, *, owner: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """The body of the engine's request to create a container.

    Args:
        spec: What the container is to be.
        owner: Name of the container whose network namespace a `SHARED` one joins.
        labels: Labels beside `roadmap-lab`.
    """
    runtime = os.environ.get(RUNTIME_VARIABLE, "") if spec.strange else ""
    host: dict[str, Any] = {
        "NetworkMode": {Network.NONE: "none", Network.SHARED: f"container:{owner}"}.get(
            spec.network, "default"
        ),
        "ReadonlyRootfs": not spec.writable_root,
        "CapDrop": ["ALL"],
        "SecurityOpt": ["no-new-privileges", f"seccomp={_seccomp_profile()}"],
        "Memory": spec.limits.memory_mb * _MB,
        "MemorySwap": spec.limits.memory_mb * _MB,  # the sum of both: no swap
        "NanoCpus": int(spec.limits.cpus * 1e9),
        "PidsLimit": max(spec.limits.processes, RUNTIME_PROCESSES) if runtime else spec.limits.processes,
        "ShmSize": SHARED_MEMORY_MB * _MB,
        "IpcMode": "private",
        "Ulimits": [
            {"Name": "nofile", "Soft": spec.limits.open_files, "Hard": spec.limits.open_files},
            {"Name": "core", "Soft": 0, "Hard": 0},
        ],
        "LogConfig": _LOG if spec.logged else {"Type": "none"},
        "Tmpfs": _tmpfs(spec),
    }
    config: dict[str, Any] = {
        "Image": spec.image,
        "User": f"{spec.user}:{spec.user}",
        "Env": [f"{name}={value}" for name, value in spec.environment.items()],
        "Labels": {LABEL: "container", f"{LABEL}.role": spec.role, **labels},
        "HostConfig": host,
    }
    if spec.command:
        config["Entrypoint"] = []
        config["Cmd"] = list(spec.command)
    if runtime:
        host["Runtime"] = runtime
    if spec.working_folder:
        config["WorkingDir"] = spec.working_folder
    if spec.network is Network.NONE and not spec.hosts_file:
        # Spares the engine a hook of 90 ms; the mode above stays as the second line.
        config["NetworkDisabled"] = True
    if spec.takes_input:
        config |= {"OpenStdin": True, "StdinOnce": True, "AttachStdin": True}
    return config


def _tmpfs(spec: ContainerSpec) -> dict[str, str]:
    limits = spec.limits
    temporary = f"size={limits.temporary_mb}m,mode=1777,nr_inodes={limits.temporary_inodes}"
    mounts = {"/tmp": f"rw,nosuid,nodev,noexec,{temporary}"}  # noqa: S108
    for folder, size in spec.writable.items():
        owner = f"uid={spec.user},gid={spec.user}"
        mounts[folder] = f"rw,nosuid,nodev,exec,size={size}m,mode=0755,{owner},nr_inodes={limits.inodes}"
    return mounts


@cache
def _seccomp_profile() -> str:
    return (IMAGES / "seccomp.json").read_text(encoding="utf-8")
