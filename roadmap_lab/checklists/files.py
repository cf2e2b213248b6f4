"""A learner's files: read with care, replaced whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from roadmap_lab import __version__
from roadmap_lab.errors import MachineError, UsageError

LARGEST_CHECKLIST = 2_000_000  # bytes; the longest roadmaps have ten thousand
# UTF-16 and UTF-32 with their byte order marks; other text has no NUL.
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
NEW_FILE_MODE = 0o666  # less what the umask takes


def read_file(path: Path, largest: int) -> bytes:
    """The bytes of a file.

    Raises:
        UsageError: It is not there, a folder, no ordinary file, or too large.
        MachineError: It cannot be read.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{path} is a folder", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{path} is not an ordinary file", "make a copy of what it holds")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"there is no file {path}", _beside(path)) from error
    except OSError as error:
        raise MachineError(
            f"{path} cannot be read: {error.strerror or error}", "look at its permissions"
        ) from error
    if len(data) > largest:
        raise UsageError(f"{path} is too large: more than {largest:,} bytes", "is it the right file?")
    return data


def read_checklist_file(path: Path) -> bytes:
    """The bytes of a checklist.

    Raises:
        UsageError: As `read_file`, or it is no text.
        MachineError: It cannot be read.
    """
    data = read_file(path, LARGEST_CHECKLIST)
    if b"\0" in data and not data.startswith(WIDE_TEXT):
        raise UsageError(f"{path} is not a text file", "a checklist is a Markdown file, as NOTES.md")
    return data


def sidecar_of(path: Path) -> Path:
    """Where the links of a checklist are kept: beside it, `.NAME.roadmap-lab.json`."""
    return path.with_name(f".{path.name}.roadmap-lab.json")


def fingerprint(data: bytes, sidecar: bytes) -> str:
    """What changes when a checklist, its links or this program do, so that its marks are read again."""
    digest = hashlib.sha256(f"{__version__} {len(data)} ".encode())
    digest.update(data)
    digest.update(sidecar)
    return digest.hexdigest()


def read_sidecar(path: Path) -> bytes:
    """The bytes of a checklist's sidecar; none where there is none.

    Raises:
        UsageError: It is no file.
        MachineError: It cannot be read.
    """
    sidecar = sidecar_of(path)
    return read_file(sidecar, LARGEST_CHECKLIST) if os.path.lexists(sidecar) else b""


def replace_file(path: Path, data: bytes) -> None:
    """Puts `data` in the place of a file, whole or not at all; its mode stays, a link stays a link.

    Raises:
        MachineError: The file or its folder cannot be written to, or the disk is full.
    """
    try:
        target = path.resolve(strict=True)
        if not os.access(
            target, os.W_OK
        ):  # replacing needs no right to the file itself, but its owner said no
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _put(target, data, target.stat().st_mode & 0o7777)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file, whole or not at all.

    Args:
        path: Where.
        data: What.
        replace: Whether a file that is there already may go.

    Raises:
        UsageError: There is one, and it may not.
        MachineError: It cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a file in it")
    if os.path.lexists(path):
        if not replace:
            raise UsageError(f"{path} is there already", "name another file, or add --force to replace it")
        replace_file(path, data)
        return
    umask = os.umask(0)
    os.umask(umask)
    try:
        _put(path.absolute(), data, NEW_FILE_MODE & ~umask)
    except OSError as error:
        raise _unwritable(path, error) from error


def _put(target: Path, data: bytes, mode: int) -> None:
    import tempfile  # noqa: PLC0415  # 5 ms, and most commands write nothing

    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    finally:
        with suppress(OSError):
            Path(temporary).unlink()


def _unwritable(path: Path, error: OSError) -> MachineError:
    return MachineError(
        f"{path} cannot be written: {error.strerror or error}",
        "look at its permissions, and at the permissions and the free space of its folder",
    )


def _beside(path: Path) -> str:
    """A hint: the files beside it with a name like it."""
    from difflib import get_close_matches  # noqa: PLC0415  # only for a mistyped name

    names: list[str] = []
    with suppress(OSError):
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    near = get_close_matches(path.name, names, n=3, cutoff=0.7)
    return f"did you mean {' or '.join(near)}?" if near else "look at the folder and the spelling"
