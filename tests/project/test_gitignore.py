"""Git itself says what `.gitignore` files mean: what it would add is what is sent."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from roadmap_lab.errors import UsageError
from roadmap_lab.project.ignore_file import IgnoreFile, _in_linear_time
from roadmap_lab.project.submission import freeze
from tests.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

TREE = dict.fromkeys(
    (
        "main.py",
        "keep.log",
        "a.log",
        "build/out.o",
        "build/keep.txt",
        "src/main.py",
        "src/build/x",
        "src/a.log",
        "src/deep/er/a.log",
        "src/deep/er/b.txt",
        "docs/notes/one.md",
        "docs/two.md",
        ".env",
        ".env.example",
        "a b.txt",
        "#hash",
        "!bang",
        "node_modules/x/index.js",
        "src/node_modules/y.js",
    ),
    "",
)


def added_by_git(folder: Path) -> list[str]:
    git = ["git", "-c", "core.excludesFile=/dev/null", "-c", "core.quotePath=false"]
    subprocess.run([*git, "init", "-q"], cwd=folder, check=True, capture_output=True)
    done = subprocess.run(
        [*git, "ls-files", "--others", "--exclude-standard", "-z"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return sorted(filter(None, done.stdout.decode().split("\0")))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    "ignore",
    [
        {"": "*.log\n!keep.log\n"},
        {"": "build/\n"},
        {"": "/build\n"},
        {"": "build/*\n!build/keep.txt\n"},
        {"": "build/\n!build/keep.txt\n"},
        {"": "/*\n!/src/\n"},
        {"": "*\n!*/\n!*.py\n"},
        {"": "src/**/a.log\n"},
        {"": "**/deep\n"},
        {"": "docs/*.md\n"},
        {"": "docs/**\n!docs/two.md\n"},
        {"": "node_modules\n.env\n"},
        {"": ".env*\n!.env.example\n"},
        {"": "# a comment\n\n\\#hash\n\\!bang\n"},
        {"": "a\\ b.txt\n*.log   \n"},
        {"": "?.log\n[m-n]ain.py\n"},
        {"": "*.log\r\nbuild/\r\n"},
        {"": "\ufeff*.log\n"},
        {"": "*.log\n", "src/": "!a.log\n"},
        {"": "", "src/": "/build/\n*.log\n!deep/er/a.log\n"},
        {"": "src/deep/\n", "src/deep/": "!er/\n", "src/": "!deep/\n"},
        {"": "", "src/": "*\n"},
        {"": "/src/*\n", "src/": "!main.py\n"},
        {"": "*\n!src/\n!main.py\n"},
        {"": "src/**/\n"},
        {"": "**/\n!src/\n"},
        {"": "build/   \n/docs/notes/\n"},
        {"": "*\n"},
        {"": "/\n"},
        {"": "src\n!src/main.py\n"},
    ],
    ids=lambda ignore: "; ".join(f"{folder}{text!r}" for folder, text in ignore.items()),
)
def test_what_git_would_add_is_what_is_sent(tmp_path: Path, ignore: dict[str, str]) -> None:
    files = TREE | {f"{folder}.gitignore": text for folder, text in ignore.items()}
    folder = write_files(tmp_path / "project", files)
    for name, text in ignore.items():
        (folder / name / ".gitignore").write_bytes(text.encode())  # line ends as they stand
    assert list(freeze(folder).files) == added_by_git(folder)


def test_a_gitignore_that_is_a_link_or_a_folder_is_none(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "project", {"rules": "*.log\n", "a.log": "", "sub/.gitignore/x": "", "sub/b.log": ""}
    )
    (folder / ".gitignore").symlink_to("rules")
    assert "a.log" in freeze(folder).files
    assert "sub/b.log" in freeze(folder).files


def test_bytes_that_are_no_text_do_not_stop_the_other_patterns(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "project", {"a.log": "", "b": ""})
    (folder / ".gitignore").write_bytes(b"\xff\xfe\n*.log\n")
    assert list(freeze(folder).files) == [".gitignore", "b"]


def test_an_ignored_folder_is_not_even_looked_into(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "project", {".gitignore": "data/\n", "data/x": ""})
    (folder / "data" / "out").symlink_to("/etc/passwd")
    assert list(freeze(folder).files) == [".gitignore"]


def test_a_pattern_that_means_nothing_is_passed_over_or_told(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "project", {".gitignore": "!\n[\n***\n/\n", "a": ""})
    try:
        assert "a" in freeze(folder).files
    except UsageError as error:
        assert ".gitignore has a pattern" in error.message  # noqa: PT017  # either is an answer


@given(
    pattern=st.text("ab*?/.", min_size=1, max_size=12).filter(lambda one: one.count("**") < 3),
    path=st.text("ab/.", min_size=1, max_size=12).filter(
        lambda one: "//" not in one and one.strip("/") == one
    ),
)
def test_a_pattern_means_the_same_when_it_is_looked_for_in_linear_time(pattern: str, path: str) -> None:
    for one in GitIgnoreSpec.from_lines([pattern.rstrip("/")]).patterns:
        if one.regex is not None:
            quick = _in_linear_time(one.regex)
            assert (quick.search(path) is None) == (one.regex.search(path) is None)


@pytest.mark.parametrize("piece", ["a", "(", "[(?:]"])
def test_a_pattern_of_many_stars_does_not_explode(piece: str) -> None:
    text = f"*{piece}" * 60 + "b\n"
    look = "from roadmap_lab.project.ignore_file import IgnoreFile; import sys; "
    look += "print(IgnoreFile('', sys.argv[1]).verdict(sys.argv[2] * 255, is_folder=False))"

    done = subprocess.run(
        [sys.executable, "-c", look, text, piece.strip("[?:]")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.strip() == "None"


def test_more_folder_stars_than_anybody_needs_are_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {".gitignore": "**/a/**/b/**/c/**/d\n", "main.py": ""})

    with pytest.raises(UsageError, match="gitignore has a pattern that cannot be read"):
        freeze(tmp_path)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):  # which becomes a usage error
        assert IgnoreFile("", text).verdict("src/main.py", is_folder=False) in {True, False, None}
