from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.checks.values import Values


def some(values: Values) -> list[object]:
    return [
        values.title(),
        values.name(),
        values.sentence(),
        values.unicode(),
        values.token(),
        values.integer(1, 10**9),
        values.choice(range(1000)),
        values.shuffled(range(20)),
    ]


def test_the_same_seed_gives_the_same_values_in_any_process() -> None:
    assert some(Values("7/create")) == some(Values("7/create"))


@given(st.text(), st.text())
def test_another_seed_gives_other_values(one: str, other: str) -> None:
    assert (some(Values(one)) == some(Values(other))) is (one == other)


def test_titles_don_t_repeat() -> None:
    values = Values("7")
    assert len({values.title() for _ in range(2000)}) == 2000


def test_unicode_holds_what_servers_mangle() -> None:
    text = "".join(Values(str(seed)).unicode() for seed in range(20))
    assert any(ord(one) > 0xFFFF for one in text)
    assert any(unicodedata.bidirectional(one) == "R" for one in text)
    assert any(unicodedata.combining(one) for one in text)
    text.encode()


def test_numbers_include_both_ends() -> None:
    values = Values("7")
    assert {values.integer(1, 3) for _ in range(200)} == {1, 2, 3}


def test_shuffling_keeps_what_is_there() -> None:
    items = list(range(50))
    shuffled = Values("7").shuffled(items)
    assert sorted(shuffled) == items
    assert shuffled != items
    assert items == list(range(50))
