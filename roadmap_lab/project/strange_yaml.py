"""Reading YAML that a stranger may have written."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

Model = TypeVar("Model")

DEEPEST = 50
LARGEST = 100_000  # bytes
MOST_PARTS = 100_000  # once all aliases are followed
# PyYAML's own errors come as msgspec's; a value that only looks like a date or a number raises others.
_ERRORS = (msgspec.MsgspecError, ValueError, LookupError, AttributeError, TypeError, OverflowError)


def decode_yaml(content: bytes, model: type[Model] | Any = Any) -> Any:
    """The content as `model`.

    Raises:
        ValueError: It is not YAML, not of that shape, too large or nested too deeply; the message is one
            line.
    """
    try:
        if len(content) > LARGEST:
            raise ValueError(f"it is larger than {LARGEST:,} bytes")
        _measure(content)
        return msgspec.yaml.decode(content, type=model)
    except _ERRORS as error:
        raise ValueError(next(iter(str(error).splitlines()), type(error).__name__)) from error


def _measure(content: bytes) -> None:
    """Deep nesting would end the whole process, for PyYAML builds values by recursion in C.

    And merge keys (`<<`) copy what their aliases stand for, so that a few lines can become gigabytes.
    """
    import yaml  # noqa: PLC0415  # msgspec imports it only here, too

    parts = 0
    sizes: dict[str, int] = {}
    open_parts: list[tuple[str | None, int]] = []
    try:
        for event in yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            parts += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_parts.append((event.anchor, parts))
            elif isinstance(event, yaml.CollectionEndEvent):
                anchor, before = open_parts.pop()
                if anchor is not None:
                    sizes[anchor] = parts - before
            elif isinstance(event, yaml.AliasEvent):
                parts += sizes.get(event.anchor or "", 0)
            if len(open_parts) > DEEPEST:
                raise ValueError("it is nested too deeply")
            if parts > MOST_PARTS:
                raise ValueError("it becomes too large when its aliases (*) are followed")
    except yaml.YAMLError as error:
        deep = "flow level" in str(error)  # newer parsers look at the depth themselves
        raise ValueError("it is nested too deeply" if deep else str(error)) from error
