"""Reading YAML that a stranger may have written."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

Model = TypeVar("Model")

DEEPEST = 50
# PyYAML's own errors come as msgspec's; a value that only looks like a date or a number raises others.
_ERRORS = (msgspec.MsgspecError, ValueError, LookupError, AttributeError, TypeError, OverflowError)


def decode_yaml(content: bytes, model: type[Model] | Any = Any) -> Any:
    """The content as `model`.

    Raises:
        ValueError: It is not YAML, not of that shape, or nested too deeply; the message is one line.
    """
    try:
        _measure(content)
        return msgspec.yaml.decode(content, type=model)
    except _ERRORS as error:
        raise ValueError(next(iter(str(error).splitlines()), type(error).__name__)) from error


def _measure(content: bytes) -> None:
    """PyYAML builds values by recursion in C, so that deep nesting would end the whole process."""
    import yaml  # noqa: PLC0415  # msgspec imports it only here, too

    depth = 0
    try:
        for event in yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                raise ValueError("it is nested too deeply")
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
