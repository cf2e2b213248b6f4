"""Progress as a file: exported here, merged there."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from roadmap_lab.checklists.files import read_file
from roadmap_lab.errors import UsageError
from roadmap_lab.grading.report import Report, Verdict
from roadmap_lab.progress.saved import SavedProgress

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.progress.store import Store

KIND = "roadmap-lab progress"
VERSION = 1
LARGEST_FILE = 500_000_000  # bytes; a thousand grades have about twenty million
NOT_OURS = "it has to be a file that `roadmap-lab progress export` wrote"


class _File(msgspec.Struct, kw_only=True):
    kind: str
    version: int
    exported_at: str = ""
    digest: str = ""
    content: msgspec.Raw = msgspec.Raw(b"{}")


def export_progress(store: Store) -> bytes:
    """Everything that was achieved, as JSON."""
    content = msgspec.json.encode(store.saved())
    file = _File(
        kind=KIND,
        version=VERSION,
        exported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        digest=_digest(content),
        content=msgspec.Raw(content),
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def read_export(path: Path) -> SavedProgress:
    """What a file says that was exported.

    Raises:
        UsageError: It is no such file, is damaged, was changed by hand, or comes from a newer version.
        MachineError: It cannot be read.
    """
    data = read_file(path, LARGEST_FILE)
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} holds no progress of roadmap-lab: {error}", NOT_OURS) from error
    if file.kind != KIND:
        raise UsageError(f"{path} holds no progress of roadmap-lab: it is {file.kind!r}", NOT_OURS)
    if file.version > VERSION:
        raise UsageError(
            f"{path} is of a newer roadmap-lab (format {file.version}; this one knows {VERSION})",
            "update roadmap-lab: pip install --upgrade roadmap-lab",
        )
    if file.digest != _digest(bytes(file.content)):
        raise UsageError(f"{path} was damaged or changed after it was exported", "export it once more")
    try:
        saved = msgspec.json.decode(file.content, type=SavedProgress)
        _check(saved)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UsageError(f"{path} is damaged: {error}", "export it once more") from error
    return saved


def _digest(content: bytes) -> str:
    """SHA-256 of what JSON says, however it is laid out."""
    meant: Any = msgspec.json.decode(content)
    return hashlib.sha256(msgspec.json.encode(meant, order="sorted")).hexdigest()


def _check(saved: SavedProgress) -> None:
    """Raises ValueError where the parts of a file don't fit together."""
    passed = set()
    for attempt in saved.attempts:
        report = msgspec.json.decode(attempt.report, type=Report)
        _moment(report.started_at)
        if report.verdict is Verdict.PASSED:
            passed.add(report.grade_id)
    for tick in saved.ticks:
        _moment(tick.ticked_at)
        if not tick.evidence or not passed.issuperset(tick.evidence):
            raise ValueError(f"no pass is there for the tick of {tick.skill}")
    for hint in saved.hints:
        if not 0 <= hint.shown < 1000:  # noqa: PLR2004  # no check has so many
            raise ValueError(f"{hint.shown} hints were shown of {hint.check}")


def _moment(text: str) -> None:
    if datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError(f"{text} lacks its time zone")
