"""The host's side of the checker's event stream: every line is validated, nothing is believed by its look.

The checker's side is `roadmap_lab.checks.stream`.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import msgspec

from roadmap_lab.errors import InternalError

PROTOCOL = 1
LONGEST_LINE = 256 * 1024  # bytes
LARGEST_STREAM = 16 * 1024 * 1024  # bytes

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")]
Milliseconds = Annotated[int, msgspec.Meta(ge=0)]


class Outcome(Enum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event"):
    """One line of the stream."""


class CheckInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A check as it was declared."""

    id: Id
    title: str
    hints: tuple[str, ...]
    needs: tuple[str, ...] = ()


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The case that failed; see `roadmap_lab.checks.failure.Evidence`."""

    request: str
    expected: str
    actual: str
    earlier: tuple[str, ...] = ()


class Collected(Event, frozen=True, kw_only=True, tag="collected"):
    """The checks that are going to run, in order."""

    protocol: int
    checks: tuple[CheckInfo, ...]


class ServicesReady(Event, frozen=True, kw_only=True, tag="services-ready"):
    """The stand-ins listen and the services answer: the learner's processes may start."""


class Action(Enum):
    """What the checks may have done to the pod."""

    STOP = "stop"
    KILL = "kill"
    START = "start"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    LOG = "log"
    SECOND = "second"
    REMOVE = "remove"


class Request(Event, frozen=True, kw_only=True, tag="request"):
    """Something that the checks want done; `number` comes back with the reply.

    `seconds` is for `STOP` (until SIGKILL), `lines` for `LOG`, `port` for `SECOND` of a web process.
    """

    number: int
    action: Action
    role: Id
    seconds: Annotated[int, msgspec.Meta(ge=0, le=60)] = 10
    lines: Annotated[int, msgspec.Meta(ge=1, le=5000)] = 200
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0


class Ready(Event, frozen=True, kw_only=True, tag="ready"):
    """The server listens."""


class Unreachable(Event, frozen=True, kw_only=True, tag="unreachable"):
    """Nothing listened on the port in time."""

    listening: tuple[int, ...]


class CheckEnded(Event, frozen=True, kw_only=True, tag="check"):
    """A check ended; `because` names what a skipped one lacked, `trace` is for our log."""

    id: Id
    outcome: Outcome
    ms: Milliseconds
    evidence: Evidence | None = None
    because: str = ""
    trace: str = ""


class Broken(Event, frozen=True, kw_only=True, tag="broken"):
    """The checks could not be run as a whole."""

    trace: str


class Finished(Event, frozen=True, kw_only=True, tag="finished"):
    """The last event; without it there is no verdict."""


AnyEvent = Collected | ServicesReady | Request | Ready | Unreachable | CheckEnded | Broken | Finished

_DECODER: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def decode_event(line: bytes) -> AnyEvent:
    """Reads one line.

    Raises:
        InternalError: It is no event of this protocol.
    """
    try:
        event = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InternalError(f"the checker wrote a line that is no event: {error}") from error
    if isinstance(event, Collected) and event.protocol != PROTOCOL:
        raise InternalError(f"the checker speaks protocol {event.protocol}, not {PROTOCOL}")
    return event
