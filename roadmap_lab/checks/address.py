"""Whether a text that the learner's program gave as an address can be taken apart as one."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_address(text: str) -> bool:
    """Whether `urlsplit` takes it; a check that takes it apart would break by itself otherwise."""
    try:
        urlsplit(text)
    except ValueError:  # such as a bracket that opens an IPv6 address and never closes
        return False
    return True
