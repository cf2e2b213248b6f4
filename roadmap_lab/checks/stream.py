"""Events from the checker to the host: one JSON object a line, in UTF-8, on the real standard output.

The host validates each (`roadmap_lab.grading.events` holds the other side of this protocol).
"""

from __future__ import annotations

import json
import os
import re
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from roadmap_lab.checks.failure import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roadmap_lab.checks.declaration import Declaration
    from roadmap_lab.checks.failure import Evidence

PROTOCOL = 1
LONGEST_TRACE = 6000  # characters; an event line has to stay below the host's cap
LONGEST_TEXT = 6000  # of each text in the evidence, likewise: a server may have had a word in it
_SURROGATE = re.compile("[\ud800-\udfff]")  # in a Python string each of them stands alone


class EventStream:
    """Writes events to a file descriptor that nothing else writes to."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def collected(self, declarations: list[Declaration]) -> None:
        """Says which checks there are, in the order in which they will run."""
        checks = [
            {"id": one.id, "title": one.title, "hints": one.hints, "needs": one.needs} for one in declarations
        ]
        self._send("collected", protocol=PROTOCOL, checks=checks)

    def services_ready(self) -> None:
        """Says that the stand-ins listen and the services answer."""
        self._send("services-ready")

    def request(self, number: int, action: str, role: str, fields: Mapping[str, int]) -> None:
        """Asks the host to act on the pod; the reply has the same number."""
        self._send("request", number=number, action=action, role=role, **fields)

    def ready(self) -> None:
        """Says that the server listens."""
        self._send("ready")

    def unreachable(self, listening: list[int]) -> None:
        """Says that nothing listened on the port in time, and which TCP ports are listened on instead."""
        self._send("unreachable", listening=listening)

    def passed(self, check_id: str, milliseconds: int) -> None:
        """Says that a check passed."""
        self._send("check", id=check_id, outcome="passed", ms=milliseconds)

    def failed(self, check_id: str, milliseconds: int, evidence: Evidence) -> None:
        """Says that a check failed, with the case that shows it."""
        shown = {
            name: shorten(value, LONGEST_TEXT) if isinstance(value, str) else value
            for name, value in asdict(evidence).items()
        }
        self._send("check", id=check_id, outcome="failed", ms=milliseconds, evidence=shown)

    def error(self, check_id: str, milliseconds: int, trace: str) -> None:
        """Says that a check broke by its own fault."""
        self._send("check", id=check_id, outcome="error", ms=milliseconds, trace=trace[-LONGEST_TRACE:])

    def skipped(self, check_id: str, because: str) -> None:
        """Says that a check was not run because of the check `because`, or of `server-gone`."""
        self._send("check", id=check_id, outcome="skipped", ms=0, because=because)

    def broken(self, trace: str) -> None:
        """Says that the checks as a whole could not be run, by our fault."""
        self._send("broken", trace=trace[-LONGEST_TRACE:])

    def finished(self) -> None:
        """Says that every check has had its say; without this event there is no verdict."""
        self._send("finished")

    def _send(self, event: str, **fields: Any) -> None:
        line = json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n"
        # A server's JSON may hold half of a pair, which UTF-8 has no bytes for: it is shown as its escape.
        line = _SURROGATE.sub(lambda found: f"\\\\u{ord(found[0]):04x}", line)
        with self._lock:
            view = memoryview(line.encode())
            while view:
                view = view[os.write(self._descriptor, view) :]
