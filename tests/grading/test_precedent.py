from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.__main__ import _folder
from roadmap_lab.grading.precedent import Precedent, keep_precedent, read_precedent

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Precedent(
    checker="checker:1", image="fastapi:1", command="python -m app", variables={"A": "b"}, server_first=True
)


def test_a_folder_without_one_has_none() -> None:
    assert read_precedent("/a") is None


def test_what_is_kept_is_read_again() -> None:
    keep_precedent("/a", KNOWN)
    keep_precedent("/b", KNOWN._replace(server_first=False))
    assert read_precedent("/a") == KNOWN
    assert read_precedent("/b") == KNOWN._replace(server_first=False)
    assert read_precedent("/c") is None


def test_one_is_forgotten() -> None:
    keep_precedent("/a", KNOWN)
    keep_precedent("/a", None)
    assert read_precedent("/a") is None


def test_the_oldest_are_forgotten(home: Path) -> None:
    for number in range(120):
        keep_precedent(f"/{number}", KNOWN)
    assert len(json.loads((home / "precedents.json").read_text())) == 100
    assert read_precedent("/19") is None
    assert read_precedent("/20") == KNOWN
    assert [one.name for one in home.iterdir()] == ["precedents.json"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"/a": 1}',
        '{"/a": {}}',
        '{"/a": {"checker": 1, "image": "", "command": "", "variables": {}, "server_first": true}}',
        '{"/a": {"checker": "", "image": "", "command": "", "variables": {"A": 1}, "server_first": true}}',
        '{"/a": {"checker": "", "image": "", "command": "", "variables": [], "server_first": true}}',
    ],
)
def test_what_is_damaged_is_none_and_is_written_anew(home: Path, content: str) -> None:
    home.mkdir()
    (home / "precedents.json").write_text(content)
    assert read_precedent("/a") is None
    keep_precedent("/a", KNOWN)
    assert read_precedent("/a") == KNOWN


def test_a_home_that_cannot_be_written_is_no_error(home: Path) -> None:
    home.write_text("no folder")
    keep_precedent("/a", KNOWN)
    assert read_precedent("/a") is None


def test_who_is_slower_starts_first() -> None:
    assert [one.role for one in KNOWN.containers(20000)] == ["web", "checker"]
    assert [one.role for one in KNOWN._replace(server_first=False).containers(20000)] == ["checker", "web"]


def test_the_server_gets_the_port_of_this_grade() -> None:
    server, _ = KNOWN.containers(23456)
    assert server.environment["PORT"] == "23456"
    assert server.environment["BASE_URL"] == "http://localhost:23456"
    assert server.environment["A"] == "b"


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        ([], "."),
        (["a"], "a"),
        (["--keep", "a"], "a"),
        (["--check", "list", "a"], "a"),
        (["--check=list", "--seed", "3", "--junit", "f", "--json", "a"], "a"),
        (["--seed", "3"], "."),
    ],
)
def test_the_folder_is_found_among_the_words(words: list[str], folder: str) -> None:
    assert _folder(words) == folder
