"""Whether an engine enforces limits: asked of the kernel inside a container, not of the engine.

Some engines take limits and ignore them (rootless ones on cgroup v1, for example): their word is not enough.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from roadmap_lab.errors import MachineError
from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.engine import NotStartedError
from roadmap_lab.sandbox.leftovers import OWNER_LABEL, owner_mark
from roadmap_lab.sandbox.output import log_text
from roadmap_lab.sandbox.spec import ContainerSpec, Limits, Network

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

_LIMITS = Limits(memory_mb=64, processes=32, cpus=0.5)
_SECONDS = 20.0
# cgroup v2 has one folder, v1 one for each controller; a limit that is not set reads as `max`, -1 or 2^63.
_SCRIPT = """
for pair in memory:memory.max pids:pids.max cpu:cpu.max; do
  cat /sys/fs/cgroup/${pair#*:} 2>/dev/null | sed "s/^/${pair%%:*} /"
done
cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | sed 's/^/memory /'
cat /sys/fs/cgroup/pids/pids.max 2>/dev/null | sed 's/^/pids /'
cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null | sed 's/^/cpu /'
"""


def unenforced_limits(engine: Engine, image: str) -> list[str]:
    """The limits that the kernel was not told of, of: memory, processes, processors.

    Args:
        engine: Which engine.
        image: Any image with a shell.

    Raises:
        MachineError: The container could not be run.
    """
    probe = secrets.token_hex(6)
    spec = ContainerSpec(
        role="probe",
        image=image,
        command=("sh", "-c", _SCRIPT),
        network=Network.NONE,
        limits=_LIMITS,
        takes_input=False,
    )
    config = container_config(spec, owner="", labels={OWNER_LABEL: owner_mark()})
    container = engine.create(container_name(probe, spec.role), config)
    try:
        engine.start(container)
        engine.wait(container, _SECONDS)
        told = dict(
            line.split(" ", 1) for line in log_text(engine.logs(container, 10)).splitlines() if " " in line
        )
    except NotStartedError as error:
        raise MachineError(
            f"the engine cannot run a container: {error}", "look at the engine's own log"
        ) from error
    finally:
        engine.remove(container)
    expected = {"memory": str(_LIMITS.memory_mb * 1024**2), "pids": str(_LIMITS.processes)}
    missing = [name for name, value in expected.items() if told.get(name, "").strip() != value]
    quota = told.get("cpu", "").split()
    if not quota or not quota[0].isdigit():
        missing.append("cpu")
    words = {"memory": "memory", "pids": "processes", "cpu": "processors"}
    return [words[name] for name in missing]
