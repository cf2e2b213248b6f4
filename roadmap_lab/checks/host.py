"""The checker's line to the host: by standard input come replies, by the event stream go requests."""

from __future__ import annotations

import json
import queue
import threading
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roadmap_lab.checks.stream import EventStream

REPLY_SECONDS = 75.0  # the longest action, a stop with its time of grace, and some


class HostError(Exception):
    """The host did not do what a check asked for: our fault, not the learner's."""


class Host:
    """Asks the host to act on the pod.

    Args:
        lines: Where replies come from, one JSON object a line.
        stream: Where requests go.
    """

    def __init__(self, lines: IO[str], stream: EventStream) -> None:
        self._lines = lines
        self._stream = stream
        self._lock = threading.Lock()
        self._number = 0
        self._replies: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self.started = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def request(self, action: str, role: str, **fields: int) -> dict[str, Any]:
        """Has something done, and waits until it is.

        Raises:
            HostError: It was refused, or not done in time.
        """
        with self._lock:
            self._number += 1
            number = self._number
            replies = self._replies[number] = queue.SimpleQueue()
        self._stream.request(number, action, role, fields)
        try:
            reply = replies.get(timeout=REPLY_SECONDS)
        except queue.Empty:
            raise HostError(f"no reply to {action} of {role}") from None
        if not reply.get("ok"):
            raise HostError(f"{action} of {role}: {reply.get('message')}")
        return reply

    def _read(self) -> None:
        for line in self._lines:
            message = json.loads(line)
            if message.get("started"):
                self.started.set()
            elif message.get("reply") in self._replies:
                self._replies.pop(message["reply"]).put(message)
        self.started.set()  # nobody is there to say it: the checks are run by hand
