"""Waiting until the learner's server listens."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.checks.client import listens

if TYPE_CHECKING:
    import threading

POLL_SECONDS = 0.003
_LISTEN_STATE = "0A"  # proc_net_tcp: TCP_LISTEN


def wait_until_listening(port: int, seconds: float, started: threading.Event | None = None) -> bool:
    """Waits for a TCP connection to be accepted.

    Args:
        port: On `localhost`.
        seconds: How long, from the start of the process.
        started: Is set when the process was started: what listens before that is another one. None means that
            it was already.

    Returns:
        Whether one was before the deadline passed.
    """
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if started is not None and not started.is_set():
            start = time.monotonic()  # the host has deadlines of its own for what comes before
        elif listens(port):
            return True
        time.sleep(POLL_SECONDS)
    return False


def listening_ports(tables: tuple[str, ...] = ("/proc/net/tcp", "/proc/net/tcp6")) -> list[int]:
    """The TCP ports that are listened on in this network namespace, at most twenty."""
    ports = set()
    for table in tables:
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == _LISTEN_STATE:
                ports.add(int(fields[1].rpartition(":")[2], 16))
    return sorted(ports)[:20]
