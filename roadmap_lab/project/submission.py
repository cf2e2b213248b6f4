"""A frozen copy of a project: what is graded, whatever happens to the folder meanwhile."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pathspec import GitIgnoreSpec

LARGEST_TOTAL = 20 * 1024 * 1024  # bytes
MOST_FILES = 5000
NEVER_SENT = frozenset({".git"})


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
    """Files as a tar archive without times and owners."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, file in files.items():
            member = tarfile.TarInfo(path)
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
            be read, a name that is no text; or there are more than 5,000 files or 20 MB.
    """
    root = project.resolve()
    files: dict[str, SubmittedFile] = {}
    total = 0
    for path, relative in _walk(root, "", []):
        file = _read(root, path, relative, LARGEST_TOTAL - total)
        total += len(file.content)
        files[relative] = file
        if len(files) > MOST_FILES:
            raise UsageError(
                f"the project has more than {MOST_FILES:,} files ({_crowded(files)} has most of them)",
                "name what is made or downloaded in .gitignore",
            )
    return Submission(files=dict(sorted(files.items())))


def _walk(folder: Path, prefix: str, specs: list[tuple[str, GitIgnoreSpec]]) -> Iterator[tuple[Path, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(
            f"{prefix or folder} cannot be read: {error.strerror}", "mend its permissions"
        ) from error
    own = _ignore_file(folder, prefix, entries)
    specs = [*specs, own] if own else specs
    for entry in entries:
        relative = f"{prefix}{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in NEVER_SENT or _ignored(relative + "/" if is_folder else relative, specs):
            continue
        if is_folder:
            yield from _walk(Path(entry.path), f"{relative}/", specs)
        else:
            yield Path(entry.path), relative


def _ignore_file(
    folder: Path, prefix: str, entries: list[os.DirEntry[str]]
) -> tuple[str, GitIgnoreSpec] | None:
    if not any(entry.name == ".gitignore" and entry.is_file(follow_symlinks=False) for entry in entries):
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # not every folder has such a file

    text = (folder / ".gitignore").read_bytes()[:100_000].decode("utf-8", errors="replace")
    try:
        return prefix, GitIgnoreSpec.from_lines(text.splitlines())
    except ValueError as error:
        raise UsageError(
            f"{prefix}.gitignore has a pattern that cannot be read: {error}", "mend it"
        ) from error


def _ignored(path: str, specs: list[tuple[str, GitIgnoreSpec]]) -> bool:
    ignored = False
    for prefix, spec in specs:  # the innermost file that says something of a path decides (gitignore(5))
        verdict = spec.check_file(path.removeprefix(prefix)).include
        ignored = ignored if verdict is None else verdict
    return ignored


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
    inside = os.path.realpath(path)
    if os.path.isabs(target) or not Path(inside).is_relative_to(root):  # noqa: PTH117
        raise UsageError(
            f"{relative} is a link that leaves the project ({target})", "put the file itself there"
        )
    return SubmittedFile(content=os.fsencode(target), link=True)


def _crowded(files: Mapping[str, SubmittedFile]) -> str:
    counts: dict[str, int] = {}
    for path in files:
        top = path.partition("/")[0] if "/" in path else "the top folder"
        counts[top] = counts.get(top, 0) + 1
    return max(counts, key=lambda top: counts[top])
