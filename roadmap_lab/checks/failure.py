"""What a check says when the learner's server did not do what the brief asks."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_SHOWN = 600  # characters of one value; a report is read by a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The case that failed, in terms of request and response.

    Attributes:
        request: The request as a `curl` line, or empty where no request was made.
        expected: What the brief asks for.
        actual: What came instead.
        earlier: The requests that the check made before this one, oldest first,
            each as `POST /notes -> 201`.
    """

    request: str
    expected: str
    actual: str
    earlier: tuple[str, ...] = ()


class CheckFailed(AssertionError):  # noqa: N818  # it is a verdict, not an error
    """The learner's server answered, but not as the brief asks."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(f"expected {evidence.expected}; came {evidence.actual}")
        self.evidence = evidence


class ServerGone(CheckFailed):
    """Nothing listens on the port any more: the server stopped while it was being checked."""


def shorten(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Cuts a long value in its middle, and says how much was left out."""
    if len(text) <= longest:
        return text
    half = (longest - 40) // 2
    return f"{text[:half]} [... {len(text) - 2 * half:,} characters left out ...] {text[-half:]}"
