"""What one run of the checks is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run of the checks.

    Attributes:
        port: Where the learner's server has to listen.
        seed: Source of all inputs; the same seed gives the same inputs.
        only: Ids of the checks wanted; empty for all. What they need runs as well.
        boot_seconds: How long the server may take until it listens.
        services: Where the checks reach each service, by its id.
        stand_ins: What each stand-in is made with, by its kind.
    """

    port: int
    seed: str
    only: tuple[str, ...]
    boot_seconds: float
    services: Mapping[str, str]
    stand_ins: Mapping[str, Mapping[str, Any]]

    @property
    def waits_for_services(self) -> bool:
        """Whether the learner's processes start only when something else answers."""
        return bool(self.services or self.stand_ins)


def read_job(message: Mapping[str, Any]) -> Job:
    """The job from the host's first message."""
    return Job(
        port=message["port"],
        seed=message["seed"],
        only=tuple(message["only"]),
        boot_seconds=message["boot_seconds"],
        services=message.get("services", {}),
        stand_ins=message.get("stand_ins", {}),
    )
