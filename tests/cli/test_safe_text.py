from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.cli.safe_text import safe_block, safe_json, safe_line
from roadmap_lab.cli.session import Session

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text 123 {}", "plain text 123 {}"),
        ("žluťoučký 日本語 שלום", "žluťoučký 日本語 שלום"),
        ("👩‍💻🏽", "👩‍💻🏽"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x1b]8;;http://x\x1b\\link", "\\x1b]8;;http://x\\x1b\\link"),
        ("\x9b31m", r"\x9b31m"),
        ("a\0b", r"a\x00b"),
        ("a\rb", r"a\rb"),
        ("a\bb\x7f", r"a\x08b\x7f"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("\ud800", r"\ud800"),
        ("\ue000", r"\ue000"),
        ("\ufffe\uffff", r"\ufffe\uffff"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_could_act_on_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert safe_line(text) == shown
    assert safe_block(text) == shown


def test_lines_stay_in_a_block_and_are_shown_in_a_line() -> None:
    assert safe_block("a\r\nb\nc\n") == "a\nb\nc\n"
    assert safe_line("a\nb\tc") == r"a\nb\tc"
    assert safe_block("a\tb") == "a   b"


def test_long_text_is_cut_and_says_so() -> None:
    assert safe_line("x" * 4001) == "x" * 4000 + " [... 1 characters left out]"
    assert safe_block("x" * 50, longest=10).startswith("xxxxxxxxxx [... 40 ")


@given(ANYTHING)
def test_no_line_holds_anything_that_acts(text: str) -> None:
    line = safe_line(text)
    assert not [one for one in line if unicodedata.category(one) in {"Cc", "Cs", "Co", "Zl", "Zp"}]
    assert not set(line) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\u200b"
    )
    line.encode()


@given(ANYTHING)
def test_no_block_holds_anything_that_acts_but_line_ends(text: str) -> None:
    block = safe_block(text)
    assert {one for one in block if unicodedata.category(one) == "Cc"} <= {"\n"}
    block.encode()


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_line(text) == text


@given(st.text())
def test_json_holds_nothing_that_acts_and_is_the_same_value(text: str) -> None:
    shown = safe_json(json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert not [one for one in shown if one != "\n" and unicodedata.category(one) in {"Cc", "Co", "Zl"}]
    assert not set(shown) & set("\u202e\u2066\u2028\ufeff\u200b")
    assert json.loads(shown) == {"text": text}
    shown.encode()


def test_json_keeps_the_text_of_people() -> None:
    assert safe_json('"žluťoučký 👩‍💻🏽"') == '"žluťoučký 👩‍💻🏽"'
    assert safe_json('"\x9b31m \U000e0041"') == r'"\u009b31m \udb40\udc41"'


def test_json_output_is_made_safe(capsys: pytest.CaptureFixture[str]) -> None:
    session = Session()
    session.json = True
    session.emit({"text": "\x9b2J\u202e\x7f"}, lambda _console: None)
    shown = capsys.readouterr().out
    assert r"\u009b2J\u202e\u007f" in shown
    assert json.loads(shown)["data"] == {"text": "\x9b2J\u202e\x7f"}
