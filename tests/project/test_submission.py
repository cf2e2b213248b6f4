from __future__ import annotations

import io
import os
import socket
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_lab.errors import UsageError
from roadmap_lab.project.submission import LARGEST_TOTAL, MOST_FILES, MOST_FOLDERS, freeze
from tests.conftest import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
MODIFIED = 315532800  # 1980-01-01T00:00:00Z


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def refused(project: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        freeze(project)
    assert caught.value.hint
    return caught.value


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Permissions don't hold for root, so root becomes nobody for a moment."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def readable_project() -> Iterator[Path]:
    """A project on a path that everybody may walk, unlike pytest's own folders."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / ".gitignore").write_text("ignored\n")
        freeze(Path(folder))  # what it imports, it imports while it may
        yield Path(folder)


def test_files_are_sent_by_their_paths_with_their_kind(project: Path) -> None:
    write_files(project, {"b.txt": "b", "a/run": "#!", "a/é\n.txt": "x"})
    (project / "a" / "run").chmod(0o755)
    (project / "link").symlink_to("a/run")
    files = freeze(project).files
    assert list(files) == ["a/run", "a/é\n.txt", "b.txt", "link"]
    assert [files[one].executable for one in files] == [True, False, False, False]
    assert (files["link"].link, files["link"].content) == (True, b"a/run")
    assert freeze(project).contents() == {"a/run": b"#!", "a/é\n.txt": b"x", "b.txt": b"b"}


def test_git_and_empty_folders_are_not_sent(project: Path) -> None:
    write_files(project, {".git/config": "x", "a/.git": "gitdir: elsewhere", "a/.gitkeep": ""})
    (project / "empty").mkdir()
    assert list(freeze(project).files) == ["a/.gitkeep"]


# Links --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["inside.txt", "./inside.txt", "a/../inside.txt", "a", ".", "missing.txt"])
def test_a_link_inside_is_sent_as_a_link(project: Path, target: str) -> None:
    write_files(project, {"inside.txt": "x", "a/b": "y"})
    (project / "link").symlink_to(target)
    assert freeze(project).files["link"].content == target.encode()


@pytest.mark.parametrize("target", ["../outside", "/etc/passwd", "a/../../outside", "hop", "/", ".."])
def test_a_link_that_leaves_the_project_is_refused_by_name(project: Path, target: str) -> None:
    write_files(project, {"a/b": "y"})
    write_files(project.parent, {"outside": "secret"})
    (project / "hop").symlink_to("../outside")
    (project / "alink").symlink_to(target)
    assert "alink is a link that leaves the project" in refused(project).message


def test_an_absolute_link_is_refused_even_when_it_stays_inside(project: Path) -> None:
    write_files(project, {"inside.txt": "x"})
    (project / "link").symlink_to(project / "inside.txt")
    assert "link is a link that leaves the project" in refused(project).message


@pytest.mark.parametrize("target", ["loop", "other"])
def test_links_in_a_circle_are_refused_by_name(project: Path, target: str) -> None:
    (project / "loop").symlink_to(target)
    (project / "other").symlink_to("loop")
    assert refused(project).message.startswith("loop is a link that leads back to itself")


def test_a_linked_folder_is_not_followed(project: Path) -> None:
    write_files(project, {"a/b": "y"})
    (project / "a" / "up").symlink_to("..")
    assert list(freeze(project).files) == ["a/b", "a/up"]


def test_an_ignored_link_may_lead_anywhere(project: Path) -> None:
    write_files(project, {".gitignore": ".venv/\nnode_modules\n", ".venv/x": ""})
    (project / ".venv" / "python").symlink_to("/usr/bin/python3")
    (project / "node_modules").symlink_to("/elsewhere")
    assert list(freeze(project).files) == [".gitignore"]


def test_a_project_that_is_itself_reached_by_a_link_is_read(project: Path) -> None:
    write_files(project, {"a": "x"})
    (project.parent / "alias").symlink_to(project)
    assert freeze(project.parent / "alias") == freeze(project)


# What cannot be sent ------------------------------------------------------------------------------


def test_a_pipe_is_refused_without_waiting_for_its_writer(project: Path) -> None:
    os.mkfifo(project / "pipe")
    assert "pipe is neither a file" in refused(project).message


def test_a_socket_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("sock")
        assert "sock is neither a file" in refused(project).message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_a_device_is_refused(project: Path) -> None:
    try:
        os.mknod(project / "zero", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("no devices can be made here")
    assert "zero is neither a file" in refused(project).message


def test_a_name_that_is_no_text_is_refused(project: Path) -> None:
    (project / os.fsdecode(b"bad\xff")).write_text("x")
    error = refused(project)
    assert "is not valid UTF-8" in error.message
    error.message.encode()  # it can be shown


def test_a_link_target_that_is_no_text_is_refused(project: Path) -> None:
    (project / "link").symlink_to(os.fsdecode(b"bad\xff"))
    assert "the target of the link link is not valid UTF-8" in refused(project).message


@pytest.mark.parametrize("name", ["secret.txt", ".gitignore", "folder"])
def test_what_may_not_be_read_is_named(readable_project: Path, name: str) -> None:
    target = readable_project / name
    if name == "folder":
        target.mkdir()
    else:
        target.write_text("x")
    target.chmod(0)
    with as_somebody_else():
        error = refused(readable_project)
    target.chmod(0o700)
    assert error.message == f"{name}{'/' if name == 'folder' else ''} cannot be read: Permission denied"


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(project, {"a.txt": "mine"})
    write_files(project.parent, {"secret": "theirs"})
    really_open = os.open

    def swap_then_open(path: str | Path, flags: int, mode: int = 0o777) -> int:
        (project / "a.txt").unlink()
        (project / "a.txt").symlink_to("../secret")
        return really_open(path, flags, mode)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert "a.txt cannot be read" in refused(project).message


def test_a_file_that_becomes_a_pipe_meanwhile_does_not_stop_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(project, {"a.txt": "mine"})
    really_open = os.open

    def swap_then_open(path: str | Path, flags: int, mode: int = 0o777) -> int:
        (project / "a.txt").unlink()
        os.mkfifo(project / "a.txt")
        return really_open(path, flags, mode)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert freeze(project).files["a.txt"].content == b""


# Sizes --------------------------------------------------------------------------------------------


def test_the_largest_project_is_sent_and_one_byte_more_is_refused(project: Path) -> None:
    half = LARGEST_TOTAL // 2
    (project / "a.bin").write_bytes(bytes(half))
    (project / "b.bin").write_bytes(bytes(half))
    assert len(freeze(project).files) == 2
    (project / "c.bin").write_bytes(b"x")
    error = refused(project)
    assert error.message == "the project is larger than 20 MB; c.bin (1 bytes) goes over it"
    assert ".gitignore" in error.hint


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("huge.bin", "huge.bin (1,099,511,627,776 bytes)"),
        (".gitignore", ".gitignore is larger than 100,000 bytes"),
    ],
)
def test_a_huge_sparse_file_is_refused_unread(project: Path, name: str, told: str) -> None:
    with (project / name).open("wb") as file:
        try:
            file.truncate(1024**4)
        except OSError:
            pytest.skip("no such large files can be made here")
    assert told in refused(project).message


def test_too_many_files_are_refused_with_the_folder_that_has_most(project: Path) -> None:
    folder = project / "node_modules"
    folder.mkdir()
    for index in range(MOST_FILES):
        (folder / str(index)).touch()
    assert len(freeze(project).files) == MOST_FILES
    (project / "one-more").touch()
    error = refused(project)
    assert error.message == "the project has more than 5,000 files (node_modules has most of them)"
    (project / ".gitignore").write_text("node_modules\n")
    assert list(freeze(project).files) == [".gitignore", "one-more"]


# Digest and archive -------------------------------------------------------------------------------


def test_the_digest_depends_on_names_kinds_and_contents_alone(project: Path) -> None:
    write_files(project, {"a": "1", "b/c": "2"})
    first = freeze(project).digest
    os.utime(project / "a", (0, 0))
    (project / "a").chmod(0o600)
    assert freeze(project).digest == first
    seen = {first}
    (project / "a").chmod(0o700)
    seen.add(freeze(project).digest)
    (project / "a").write_text("2")
    seen.add(freeze(project).digest)
    (project / "a").rename(project / "d")
    seen.add(freeze(project).digest)
    (project / "link").symlink_to("d")
    seen.add(freeze(project).digest)
    (project / "link").unlink()
    (project / "link").write_text("d")
    seen.add(freeze(project).digest)
    assert len(seen) == 6


def test_contents_cannot_be_shifted_between_files(tmp_path: Path) -> None:
    one = write_files(tmp_path / "one", {"a": "xb\0file\0001\0y", "c": ""})
    two = write_files(tmp_path / "two", {"a": "x", "b": "y", "c": ""})
    assert freeze(one).digest != freeze(two).digest


NAMES = st.from_regex(r"[a-zé 🎉\n'\\-]{1,60}", fullmatch=True)


@settings(max_examples=30)
@given(st.dictionaries(st.tuples(NAMES, NAMES), st.binary(max_size=50), max_size=8))
def test_the_archive_unpacks_to_the_same_tree(files: dict[tuple[str, str], bytes]) -> None:
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        for (folder, name), content in files.items():
            (Path(first) / folder).mkdir(exist_ok=True)
            (Path(first) / folder / name).write_bytes(content)
        (Path(first) / "link").symlink_to("nowhere")
        frozen = freeze(Path(first))
        with tarfile.open(fileobj=io.BytesIO(frozen.archive())) as archive:
            archive.extractall(second, filter="data")
        assert freeze(Path(second)) == frozen


def test_the_archive_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    long_name = "x" * 200
    first = write_files(tmp_path / "one", {"b": "2", "a/é": "1", f"{long_name}/{long_name}": ""})
    second = write_files(tmp_path / "two", {f"{long_name}/{long_name}": "", "a/é": "1", "b": "2"})
    os.utime(second / "b", (0, 0))
    assert freeze(first).archive() == freeze(second).archive()
    with tarfile.open(fileobj=io.BytesIO(freeze(first).archive())) as archive:
        assert {(one.mtime, one.uid, one.gid, one.uname) for one in archive} == {(MODIFIED, 0, 0, "")}


def test_folders_too_deep_are_refused(project: Path) -> None:
    deep = project.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    (deep / "file").touch()

    with pytest.raises(UsageError, match="folders more than 64 deep"):
        freeze(project)


def test_a_project_without_an_end_is_not_looked_through_for_ever(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lab.project.submission.LONGEST_LOOK", -1.0)
    (project / "file").touch()

    with pytest.raises(UsageError, match="looking through the project takes more than"):
        freeze(project)


def test_too_many_folders_are_refused_with_the_one_that_has_most(project: Path) -> None:
    for number in range(MOST_FOLDERS - 1):  # `many` itself is one
        (project / "many" / str(number)).mkdir(parents=True)
        (project / "many" / str(number) / "file").touch()
    assert len(freeze(project).files) == MOST_FOLDERS - 1
    write_files(project, {"one/more": ""})
    assert refused(project).message == "the project has more than 5,000 folders (many has most of them)"


def test_patterns_without_an_end_are_not_asked_for_ever(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lab.project.submission.LONGEST_LOOK", 0.5)
    folder = project
    for _ in range(20):
        folder /= "d"
        write_files(folder, {".gitignore": "a*/**/a*/**/b\n" * 4000})
    began = time.monotonic()
    assert ".gitignore" in refused(project).hint
    assert time.monotonic() - began < 30
