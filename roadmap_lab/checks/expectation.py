"""Comparing a JSON value with what was expected, down to the first difference.

An expected value is plain JSON, compared strictly (`true` is not `1`), or holds `Is` objects where
more than one value will do.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from roadmap_lab.checks.failure import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Is:
    """A value that satisfies a test, with the words for it: `Is("a whole number", is_int)`."""

    description: str
    test: Callable[[Any], bool]

    def __repr__(self) -> str:
        return self.description


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a value differs first: a path such as `notes[2].title`, what was expected, what came."""

    path: str
    expected: str
    actual: str


def _is_timestamp(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.tzinfo is not None


anything = Is("any value", lambda _: True)
a_string = Is("a string", lambda value: isinstance(value, str))
some_text = Is("a non-empty string", lambda value: isinstance(value, str) and value.strip() != "")
a_whole_number = Is("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool))
a_positive_whole_number = Is("a whole number above 0", lambda value: a_whole_number.test(value) and value > 0)
a_boolean = Is("true or false", lambda value: isinstance(value, bool))
an_array = Is("an array", lambda value: isinstance(value, list))
an_object = Is("an object", lambda value: isinstance(value, dict))
# RFC 3339 §5.6; a moment without an offset is not one moment.
a_timestamp = Is("an RFC 3339 time with an offset, such as 2030-01-31T12:00:00Z", _is_timestamp)


def one_of(*values: object) -> Is:
    """Any of the values given."""
    return Is(
        " or ".join(show(value) for value in values), lambda value: any(same(value, one) for one in values)
    )


def show(value: object) -> str:
    """A JSON value as the learner would write it, shortened; an `Is` in its own words."""
    if isinstance(value, Is):
        return value.description
    return shorten(json.dumps(value, ensure_ascii=False, default=repr))


def same(left: object, right: object) -> bool:
    """Whether two JSON values are equal, without Python's `1 == True`."""
    return difference(left, right) is None


def difference(
    actual: object, expected: object, *, exactly: bool = False, path: str = ""
) -> Difference | None:
    """The first place where `actual` is not as `expected`, or None.

    Args:
        actual: A JSON value that came.
        expected: JSON with `Is` objects where several values will do.
        exactly: Whether objects may have no further fields than those expected.
        path: Where in the whole the two stand.
    """
    if isinstance(expected, Is):
        holds = expected.test(actual)
        return None if holds else _differs(path, expected, actual)
    if isinstance(expected, dict):
        return _object_difference(actual, expected, exactly=exactly, path=path)
    if isinstance(expected, list):
        return _array_difference(actual, expected, exactly=exactly, path=path)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return None if expected is actual else _differs(path, expected, actual)
    if isinstance(expected, float) and isinstance(actual, int | float):
        return None if math.isclose(expected, actual) else _differs(path, expected, actual)
    return None if expected == actual else _differs(path, expected, actual)


def _differs(path: str, expected: object, actual: object) -> Difference:
    return Difference(path=path, expected=show(expected), actual=show(actual))


def _object_difference(
    actual: object, expected: Mapping[str, object], *, exactly: bool, path: str
) -> Difference | None:
    if not isinstance(actual, dict):
        return Difference(path=path, expected="an object", actual=show(actual))
    for name, value in expected.items():
        inner = f"{path}.{name}" if path else name
        if name not in actual:
            return Difference(
                path=inner, expected=show(value), actual=f"no field of that name in {show(actual)}"
            )
        found = difference(actual[name], value, exactly=exactly, path=inner)
        if found:
            return found
    extra = sorted(set(actual) - set(expected))
    if exactly and extra:
        return Difference(
            path=path,
            expected=f"only the fields {', '.join(sorted(expected))}",
            actual=f"also {', '.join(shorten(name, 80) for name in extra[:5])}",
        )
    return None


def _array_difference(
    actual: object, expected: Sequence[object], *, exactly: bool, path: str
) -> Difference | None:
    if not isinstance(actual, list):
        return Difference(path=path, expected="an array", actual=show(actual))
    if len(actual) != len(expected):
        return Difference(
            path=path, expected=f"an array of {len(expected)}", actual=f"{len(actual)}: {show(actual)}"
        )
    for index, value in enumerate(expected):
        found = difference(actual[index], value, exactly=exactly, path=f"{path}[{index}]")
        if found:
            return found
    return None
