from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lab.errors import UsageError
from roadmap_lab.project.procfile import LONGEST_COMMAND, parse_procfile


def test_processes_come_in_the_order_of_the_file() -> None:
    text = "# how\n\nweb: node src/app.js\r\n  worker:python -m app.worker  \nrelease:   ./migrate: now\n"
    assert list(parse_procfile(text).items()) == [
        ("web", "node src/app.js"),
        ("worker", "python -m app.worker"),
        ("release", "./migrate: now"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# web: x"])
def test_a_procfile_may_name_nothing(text: str) -> None:
    assert parse_procfile(text) == {}


@pytest.mark.parametrize(
    "line",
    [
        "web",
        "web:",
        "web:   ",
        ": node",
        "web node",
        "we b: node",
        "wéb: node",
        "web: a\0b",
        "web: " + "x" * LONGEST_COMMAND,
    ],
)
def test_a_line_that_is_no_process_is_told_with_its_number(line: str) -> None:
    with pytest.raises(UsageError, match=r"^Procfile, line 2 is not a process"):
        parse_procfile(f"web2: fine\n{line}\n")


def test_a_process_stands_there_once() -> None:
    with pytest.raises(UsageError, match="line 3: web stands there twice"):
        parse_procfile("web: a\nworker: b\nweb: c\n")


@given(st.text())
def test_any_text_is_a_procfile_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        parse_procfile(text)
