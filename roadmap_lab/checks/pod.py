"""What checks can do to the pod: end, start and freeze processes, read their logs, run a second one."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from roadmap_lab.checks.boot import POLL_SECONDS, wait_until_listening
from roadmap_lab.checks.client import Api, listens
from roadmap_lab.checks.failure import CheckFailed, Evidence

if TYPE_CHECKING:
    from roadmap_lab.checks.host import Host

WEB = "web"
SILENCE_SECONDS = 1.0  # from the end of the web process to a port that is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """How a process ended: its exit code, and whether it took a SIGKILL."""

    exit_code: int
    killed: bool


class Pod:
    """Power over the pod, for one check; whatever the check leaves stopped or frozen is put back after it.

    Args:
        host: Who does it.
        port: Where the first web process listens.
        boot_seconds: How long it may take to listen again.
    """

    def __init__(self, host: Host, port: int, boot_seconds: float) -> None:
        self._host = host
        self._port = port
        self._boot_seconds = boot_seconds
        self._down: set[str] = set()
        self._frozen: set[str] = set()
        self._seconds: set[str] = set()

    def stop(self, role: str, seconds: int = 10) -> Stopped:
        """Sends SIGTERM, and SIGKILL to what still runs after that time."""
        self._down.add(role)
        reply = self._host.request("stop", role, seconds=seconds)
        self._expect_silence(role)
        return Stopped(exit_code=reply["exit_code"], killed=reply["killed"])

    def kill(self, role: str) -> None:
        """Sends SIGKILL."""
        self._down.add(role)
        self._host.request("kill", role)
        self._expect_silence(role)

    def start(self, role: str) -> None:
        """Starts a process again that was stopped or killed; of `web`, waits until it listens.

        Raises:
            CheckFailed: It does not listen in time.
        """
        self._host.request("start", role)
        self._down.discard(role)
        if role == WEB:
            self._await(self._port, "the web process listens again after a restart")

    def restart(self, role: str) -> Stopped:
        """Stops and starts a process."""
        stopped = self.stop(role)
        self.start(role)
        return stopped

    def pause(self, role: str) -> None:
        """Freezes a process or service: its connections stay open, and nothing is answered."""
        self._frozen.add(role)
        self._host.request("pause", role)

    def unpause(self, role: str) -> None:
        """Lets what was frozen go on."""
        self._host.request("unpause", role)
        self._frozen.discard(role)

    def log(self, role: str, lines: int = 200) -> str:
        """The last lines that a process has written, of all its lives."""
        return str(self._host.request("log", role, lines=lines)["log"])

    def second(self, role: str) -> Api:
        """Runs one more of a process for the rest of the check; it is called `web-2`, `worker-2` and so on.

        Returns:
            A client for it, where the process is `web`; of no use otherwise.

        Raises:
            CheckFailed: A second web process does not listen in time.
        """
        port = _free_port() if role == WEB else 0
        self._seconds.add(self._host.request("second", role, port=port)["role"])
        if role == WEB:
            self._await(port, "a second web process listens on the PORT that it was given")
        return Api(port)

    def restore(self) -> None:
        """Undoes what the check left."""
        for role in sorted(self._frozen):
            self.unpause(role)
        for role in sorted(self._seconds):
            self._host.request("remove", role)
        self._down -= self._seconds
        self._seconds.clear()
        for role in sorted(self._down):
            self.start(role)

    def _expect_silence(self, role: str) -> None:
        """What else listens on the port would answer for a server that is down, or keep it for itself."""
        deadline = time.monotonic() + SILENCE_SECONDS
        while role == WEB and listens(self._port):
            if time.monotonic() > deadline:
                _fail(
                    "nothing that listens on PORT when the web process has ended",
                    "another process still answers there: only `web` may listen on PORT",
                )
            time.sleep(POLL_SECONDS)

    def _await(self, port: int, what: str) -> None:
        if not wait_until_listening(port, self._boot_seconds):
            _fail(f"{what}, within {self._boot_seconds:g} s", "nothing listens there")


def _free_port() -> int:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError:
            _fail("a free port for a second web process", "none: your processes hold all of them")
        port: int = probe.getsockname()[1]
        return port


def _fail(expected: str, actual: str) -> NoReturn:
    raise CheckFailed(Evidence(request="", expected=expected, actual=actual))
