"""A Docker engine of a test's own, beside the one that is there: it may be killed, and set up in another way.

It runs in a network namespace of its own, without a bridge, so that it cannot touch the other's; its
containers have no network. Images are handed over from the first.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from roadmap_lab.errors import RoadmapLabError
from roadmap_lab.sandbox.endpoint import Endpoint
from roadmap_lab.sandbox.engine import Engine, connect

if TYPE_CHECKING:
    from types import TracebackType

START_SECONDS = 60.0
LOAD_SECONDS = 600.0
_ALONE = {"bridge": "none", "iptables": False, "ip6tables": False, "ip-masq": False, "ip-forward": False}


def can_run() -> bool:
    """Whether one can be started here: by root, where `dockerd` is installed."""
    return os.geteuid() == 0 and all(shutil.which(one) for one in ("dockerd", "unshare", "docker"))


class SecondEngine:
    """An engine that runs inside a `with` block.

    Args:
        settings: For its `daemon.json`.
    """

    def __init__(self, **settings: Any) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="roadmap-lab-engine-"))
        self._folder.chmod(0o711)  # a remapped root has to come through
        self.url = f"unix://{self._folder}/docker.sock"
        self._process: subprocess.Popen[bytes] | None = None
        (self._folder / "daemon.json").write_text(json.dumps(_ALONE | settings))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RoadmapLabError):
            for container in self.engine().containers():
                self.engine().remove(container["Id"])
        self.end(signal.SIGTERM)
        self._end_what_it_left()
        mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
        for mount in sorted((one for one in mounts if one.startswith(f"{self._folder}/")), reverse=True):
            subprocess.run(["umount", "--lazy", mount], check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Starts it, for the first time or again, and waits until it answers."""
        options = {
            "config-file": "daemon.json",
            "data-root": "data",
            "exec-root": "run",
            "pidfile": "pid",
        }
        words = [f"--{name}={self._folder / value}" for name, value in options.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                ["unshare", "--net", "dockerd", f"--host={self.url}", *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.engine().info()
            except RoadmapLabError:
                assert time.monotonic() < deadline, (self._folder / "log").read_text()[-2000:]
                assert self._process.poll() is None, (self._folder / "log").read_text()[-2000:]
                time.sleep(0.1)
            else:
                return

    def end(self, number: signal.Signals) -> None:
        """Ends it by a signal, and waits for the end; what it ran may run on."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(START_SECONDS)
            self._process = None
            # Its containerd dies with it; where nobody reaps that, the next engine would take it for alive.
            for note in self._folder.glob("run*/containerd/containerd.pid"):
                note.unlink()

    def _end_what_it_left(self) -> None:
        """Ends what a killed engine could not end itself: all that was started with its folder's name."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):  # it has ended meanwhile
                    words = (entry / "cmdline").read_bytes()
                    if f"{self._folder}/run/".encode() in words:
                        os.kill(int(entry.name), signal.SIGKILL)

    def engine(self) -> Engine:
        """A connection to it."""
        return connect(Endpoint(url=self.url, origin="a test"))

    def take_over(self, *tags: str) -> None:
        """Copies images from the first engine, with all that they are made of."""
        with subprocess.Popen(["docker", "save", *tags], stdout=subprocess.PIPE) as saved:
            subprocess.run(
                ["docker", "--host", self.url, "load", "--quiet"],
                stdin=saved.stdout,
                stdout=subprocess.DEVNULL,
                timeout=LOAD_SECONDS,
                check=True,
            )
        assert saved.returncode == 0
