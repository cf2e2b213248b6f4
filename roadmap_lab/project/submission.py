"""A frozen copy of a project: what is graded, whatever happens to the folder meanwhile."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.errors import UsageError
from roadmap_lab.project.ignore_file import IgnoreFile
from roadmap_lab.project.plain_file import read_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST_TOTAL = 20 * 1024 * 1024  # bytes
MOST_FILES = 5000
NEVER_SENT = frozenset({".git"})
MOST_FOLDERS = 5000
DEEPEST = 64  # folders
LONGEST_LOOK = 30.0  # seconds over all the folders
_EPOCH = 315532800  # 1980-01-01, the first day that ZIP archives know
_LARGEST_IGNORE_FILE = 100_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """A file's content, or a link's target, and whether the file may be run."""

    content: bytes
    executable: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The files of a project by their paths (relative, with `/`), sorted."""

    files: Mapping[str, SubmittedFile]

    @property
    def digest(self) -> str:
        """SHA-256 over paths, kinds and contents, in hexadecimal: equal files, equal digest."""
        digest = hashlib.sha256()
        for path, file in self.files.items():
            kind = "link" if file.link else "program" if file.executable else "file"
            digest.update(f"{path}\0{kind}\0{len(file.content)}\0".encode() + file.content)
        return digest.hexdigest()

    def contents(self) -> dict[str, bytes]:
        """The contents of the regular files."""
        return {path: file.content for path, file in self.files.items() if not file.link}

    def archive(self) -> bytes:
        """The files as a tar archive (POSIX.1-2001 pax) that is the same for the same files."""
        return pack(self.files)


def pack(files: Mapping[str, SubmittedFile]) -> bytes:
    """Files as a tar archive without owners, and with one time for all: to some builds, time 0 is no file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, file in files.items():
            member = tarfile.TarInfo(path)
            member.mtime = _EPOCH
            if file.link:
                member.type, member.linkname = tarfile.SYMTYPE, file.content.decode()
                archive.addfile(member)
            else:
                member.size = len(file.content)
                member.mode = 0o755 if file.executable else 0o644
                archive.addfile(member, io.BytesIO(file.content))
    return buffer.getvalue()


def freeze(project: Path) -> Submission:
    """Reads a project, leaving out what `.gitignore` files name.

    Raises:
        UsageError: A file cannot be sent: a link that leaves the project, a special file, one that cannot
            be read, a name that is no text; or there are more than 5,000 files, 5,000 folders or 20 MB, or
            more than can be looked through.
    """
    root = project.resolve()
    files: dict[str, SubmittedFile] = {}
    folders: set[str] = set()
    total = 0
    for path, relative in _walk(root, "", [], time.monotonic() + LONGEST_LOOK):
        file = _read(root, path, relative, LARGEST_TOTAL - total)
        total += len(file.content)
        files[relative] = file
        if len(files) > MOST_FILES:
            raise UsageError(
                f"the project has more than {MOST_FILES:,} files ({_crowded(files)} has most of them)",
                "name what is made or downloaded in .gitignore",
            )
        _note_folders(relative, folders)
        if len(folders) > MOST_FOLDERS:
            raise UsageError(
                f"the project has more than {MOST_FOLDERS:,} folders ({_crowded(folders)} has most of them)",
                "name what is made or downloaded in .gitignore",
            )
    return Submission(files=dict(sorted(files.items())))


def _walk(
    folder: Path, prefix: str, ignoring: list[IgnoreFile], deadline: float
) -> Iterator[tuple[Path, str]]:
    if prefix.count("/") > DEEPEST:
        raise UsageError(
            f"the project has folders more than {DEEPEST} deep ({prefix[:60]}...)",
            "remove them or name them in .gitignore",
        )
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(
            f"{prefix or folder} cannot be read: {error.strerror}", "mend its permissions"
        ) from error
    own = _ignore_file(folder, prefix, entries)
    ignoring = [*ignoring, own] if own else ignoring
    for entry in entries:
        relative = f"{prefix}{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        try:
            ignored = _ignored(relative, ignoring, deadline, is_folder=is_folder)
        except TimeoutError:
            raise UsageError(
                f"looking through the project takes more than {LONGEST_LOOK:g} s (at {prefix or 'its top'})",
                "keep few patterns in .gitignore, and name there what is made or downloaded",
            ) from None
        if ignored or entry.name in NEVER_SENT:
            continue
        if is_folder:
            yield from _walk(Path(entry.path), f"{relative}/", ignoring, deadline)
        else:
            yield Path(entry.path), relative


def _ignore_file(folder: Path, prefix: str, entries: list[os.DirEntry[str]]) -> IgnoreFile | None:
    if not any(entry.name == ".gitignore" and entry.is_file(follow_symlinks=False) for entry in entries):
        return None
    try:
        content = read_start(folder / ".gitignore", f"{prefix}.gitignore", _LARGEST_IGNORE_FILE + 1)
        if len(content) > _LARGEST_IGNORE_FILE:
            raise UsageError(
                f"{prefix}.gitignore is larger than {_LARGEST_IGNORE_FILE:,} bytes", "keep few patterns in it"
            )
        return IgnoreFile(prefix, content.decode("utf-8-sig", errors="replace"))
    except OSError as error:
        raise UsageError(
            f"{prefix}.gitignore cannot be read: {error.strerror}", "mend its permissions"
        ) from error
    except ValueError as error:
        raise UsageError(
            f"{prefix}.gitignore has a pattern that cannot be read: {error}", "mend it"
        ) from error


def _ignored(path: str, ignoring: list[IgnoreFile], deadline: float, *, is_folder: bool) -> bool:
    if time.monotonic() > deadline:
        raise TimeoutError
    for one in reversed(ignoring):  # the innermost file that says something of a path decides (gitignore(5))
        verdict = one.verdict(path, is_folder=is_folder, deadline=deadline)
        if verdict is not None:
            return verdict
    return False


def _read(root: Path, path: Path, relative: str, left: int) -> SubmittedFile:
    try:
        relative.encode()
    except UnicodeEncodeError:
        raise UsageError(f"the name of {relative!r} is not valid UTF-8", "rename it") from None
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            return _read_link(root, path, relative)
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(
                f"{relative} is neither a file, a folder nor a link", "remove it or name it in .gitignore"
            )
        content = b""
        if found.st_size <= left:
            # What lies there may have changed since it was looked at: no links, no waiting, no end-less file.
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                content = file.read(left + 1)
    except OSError as error:
        raise UsageError(
            f"{relative} cannot be read: {error.strerror}", "mend its permissions or name it in .gitignore"
        ) from error
    if found.st_size > left or len(content) > left:
        raise UsageError(
            f"the project is larger than {LARGEST_TOTAL // 1024**2} MB; {relative} "
            f"({max(found.st_size, len(content)):,} bytes) goes over it",
            "name what is made or downloaded in .gitignore",
        )
    return SubmittedFile(content=content, executable=bool(found.st_mode & stat.S_IXUSR))


def _read_link(root: Path, path: Path, relative: str) -> SubmittedFile:
    target = os.readlink(path)  # noqa: PTH115  # Path.readlink would normalise it
    try:
        target.encode()
    except UnicodeEncodeError:
        raise UsageError(f"the target of the link {relative} is not valid UTF-8", "rename it") from None
    if _is_circle(path):
        raise UsageError(f"{relative} is a link that leads back to itself ({target})", "remove it")
    inside = os.path.realpath(path)
    if os.path.isabs(target) or not Path(inside).is_relative_to(root):  # noqa: PTH117
        raise UsageError(
            f"{relative} is a link that leaves the project ({target})", "put the file itself there"
        )
    return SubmittedFile(content=os.fsencode(target), link=True)


def _is_circle(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _note_folders(path: str, folders: set[str]) -> None:
    """Adds the folders that a file lies in."""
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folders.add(folder)
        folder = folder.rpartition("/")[0]


def _crowded(paths: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for path in paths:
        top = path.partition("/")[0] if "/" in path else "the top folder"
        counts[top] = counts.get(top, 0) + 1
    return max(counts, key=lambda top: counts[top])
