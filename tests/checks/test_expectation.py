from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.checks import expectation
from roadmap_lab.checks.expectation import Difference, Is, difference, one_of, same, show

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


@given(JSON)
def test_a_value_is_like_itself(value: Any) -> None:
    assert difference(value, value, exactly=True) is None


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1, True),
        (True, 1),
        (0, False),
        (False, 0),
        (1.0, True),
        ("1", 1),
        (1, "1"),
        (None, 0),
        (None, ""),
        (None, False),
        ("a", "A"),
        ("é", "e\u0301"),
        ([], {}),
        ({}, []),
        ([1], [1, 2]),
        (1.1, 1),
        (1, 1.1),
        ("x", ["x"]),
    ],
)
def test_a_value_of_another_kind_is_another_value(actual: Any, expected: Any) -> None:
    found = difference(actual, expected)
    assert found is not None
    assert found.path == ""


@pytest.mark.parametrize(("actual", "expected"), [(0.1 + 0.2, 0.3), (1, 1.0), (1.0, 1), (10**20, 1e20)])
def test_numbers_are_compared_as_numbers(actual: float, expected: float) -> None:
    assert same(actual, expected)


def test_the_first_difference_is_found_however_deep() -> None:
    actual = {"notes": [{"title": "a"}, {"title": "b", "tags": ["x", 1]}]}
    expected = {"notes": [{"title": "a"}, {"title": "b", "tags": ["x", True]}]}
    assert difference(actual, expected) == Difference(path="notes[1].tags[1]", expected="true", actual="1")


def test_a_missing_field_is_named() -> None:
    found = difference({"a": {}}, {"a": {"b": 1}})
    assert found == Difference(path="a.b", expected="1", actual="no field of that name in {}")


def test_further_fields_are_welcome_unless_it_has_to_be_exact() -> None:
    assert difference({"a": 1, "b": 2}, {"a": 1}) is None
    found = difference({"x": {"a": 1, "b": 2}}, {"x": {"a": 1}}, exactly=True)
    assert found == Difference(path="x", expected="only the fields a", actual="also b")


def test_arrays_of_other_lengths_tell_both() -> None:
    assert difference([1], [1, 2]) == Difference(path="", expected="an array of 2", actual="1: [1]")


@pytest.mark.parametrize(
    ("matcher", "good", "bad"),
    [
        ("anything", [None, 1, {}], []),
        ("a_string", ["", "x"], [1, None, []]),
        ("some_text", ["x"], ["", " \n", 1]),
        ("a_whole_number", [0, -1, 10**30], [True, 1.0, "1", None]),
        ("a_positive_whole_number", [1], [0, -1, True, 1.5]),
        ("a_boolean", [True, False], [0, 1, "true", None]),
        ("an_array", [[], [1]], [{}, "", None]),
        ("an_object", [{}, {"a": 1}], [[], "", None]),
        (
            "a_timestamp",
            ["2030-01-31T12:00:00Z", "2030-01-31T12:00:00.123+02:00"],
            ["2030-01-31T12:00:00", "2030-01-31", "now", 0, "2030-02-31T12:00:00Z", ""],
        ),
    ],
)
def test_a_matcher_takes_what_it_says_and_nothing_else(matcher: str, good: list[Any], bad: list[Any]) -> None:
    expected: Is = getattr(expectation, matcher)
    assert [value for value in good if difference(value, expected)] == []
    assert [value for value in bad if difference(value, expected) is None] == []


def test_a_matcher_stands_anywhere_and_speaks_for_itself() -> None:
    found = difference({"id": "7"}, {"id": expectation.a_positive_whole_number})
    assert found == Difference(path="id", expected="a whole number above 0", actual='"7"')


def test_one_of_several_values_is_compared_strictly() -> None:
    assert same(None, one_of(None, "x"))
    assert not same(bool(1), one_of(1, 2))
    assert show(one_of(1, "x")) == '1 or "x"'


def test_long_values_are_shown_in_part() -> None:
    assert len(show("x" * 100_000)) < 1000
