"""A learner's checklist as a file: read with its links, ticked in place, its items linked."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.checklists.files import (
    fingerprint,
    read_checklist_file,
    read_sidecar,
    replace_file,
    sidecar_of,
    write_file,
)
from roadmap_lab.checklists.links import Links, item_at, item_key, links_from_json
from roadmap_lab.checklists.matching import Match, match_checklist
from roadmap_lab.checklists.reader import read_checklist
from roadmap_lab.checklists.ticking import diff, self_marked, tick
from roadmap_lab.errors import MachineError
from roadmap_lab.locations import lock_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from roadmap_lab.checklists.checklist import Checklist, ChecklistItem

LOCK_SECONDS = 10.0
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerFile:
    """A checklist as it was read.

    Attributes:
        path: Absolute, without links.
        data: The file's bytes.
        links: What the learner has settled.
        checklist: Its items.
        matches: What each item means.
        seen: Fingerprint of this state.
    """

    path: Path
    data: bytes
    links: Links
    checklist: Checklist
    matches: tuple[Match, ...]
    seen: str

    @property
    def boxes(self) -> int:
        """How many items have a box."""
        return sum(match.item.box is not None for match in self.matches)

    @property
    def marks(self) -> frozenset[str]:
        """Ids of the skills of the boxes that are ticked, where it is sure which they are."""
        return frozenset(
            skill
            for match in self.matches
            if match.tick and match.item.box and match.item.box.ticked
            for skill in match.skills
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedFile:
    """What ticking a file did, or would do.

    Attributes:
        file: The file as it was before.
        ticked: The items whose boxes were ticked now.
        unsure: Items whose skills are proven, but whose match is below the threshold: left alone.
        by_hand: Items that were ticked though they are not proven.
        diff: A unified diff for people; empty when nothing changed.
        seen: Fingerprint of the state after it.
    """

    file: LearnerFile
    ticked: tuple[Match, ...]
    unsure: tuple[Match, ...]
    by_hand: tuple[Match, ...]
    diff: str
    seen: str


def open_checklist(path: Path) -> LearnerFile:
    """Reads a checklist with its links.

    Raises:
        UsageError: It is no text file, or its links are damaged.
        MachineError: It cannot be read.
    """
    data = read_checklist_file(path)
    path = path.resolve()
    sidecar = read_sidecar(path)
    links = links_from_json(sidecar, str(sidecar_of(path))) if sidecar else Links()
    checklist = read_checklist(data)
    return LearnerFile(
        path=path,
        data=data,
        links=links,
        checklist=checklist,
        matches=match_checklist(checklist, links),
        seen=fingerprint(data, sidecar),
    )


def tick_file(
    path: Path, proven: frozenset[str], *, accept_unsure: bool = False, dry_run: bool = False
) -> TickedFile:
    """Ticks the boxes of a file whose skills are all proven.

    Args:
        path: The file.
        proven: Ids of the skills that are proven.
        accept_unsure: Tick also what is matched below the threshold.
        dry_run: Change nothing.

    Raises:
        UsageError: It is no text file, or its links are damaged.
        MachineError: It cannot be read or written.
    """
    with _locked(path):
        for _ in range(TRIES):
            file = open_checklist(path)
            result = tick(file.data, file.matches, proven, accept_unsure=accept_unsure)
            if not result.changed or dry_run or _written(file, result.data):
                return TickedFile(
                    file=file,
                    ticked=result.ticked,
                    unsure=result.unsure,
                    by_hand=self_marked(file.matches, proven),
                    diff=diff(file.data, result.data, path.name),
                    seen=file.seen if dry_run else fingerprint(result.data, read_sidecar(file.path)),
                )
    raise MachineError(f"another program keeps changing {path}", "close it there, and try again")


def link_item(path: Path, line: int, skills: Iterable[str]) -> tuple[Match, ...]:
    """Settles which skills the item of a line means; none at all, where `skills` is empty.

    Returns:
        The items that this settles: more than one where the same words stand below the same heading again.

    Raises:
        UsageError: The line holds no item, or a skill is unknown.
        MachineError: The sidecar cannot be written.
    """
    with _locked(path):
        file = open_checklist(path)
        item = item_at(file.checklist, line)
        return _settle(file, item, file.links.settled(item, skills))


def unlink_item(path: Path, line: int) -> tuple[Match, ...]:
    """Takes back what was settled for the item of a line; the items concerned, as they match then.

    Raises:
        UsageError: The line holds no item.
        MachineError: The sidecar cannot be written.
    """
    with _locked(path):
        file = open_checklist(path)
        item = item_at(file.checklist, line)
        return _settle(file, item, file.links.without(item))


def _settle(file: LearnerFile, item: ChecklistItem, links: Links) -> tuple[Match, ...]:
    if links != file.links:
        write_file(sidecar_of(file.path), links.to_json(), replace=True)
    matches = match_checklist(file.checklist, links)
    return tuple(match for match in matches if item_key(match.item) == item_key(item))


def _written(file: LearnerFile, data: bytes) -> bool:
    """Replaces the file, unless it has changed since it was read (an editor may have saved it meanwhile)."""
    if read_checklist_file(file.path) != file.data:
        return False
    replace_file(file.path, data)
    return True


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keeps other commands of ours from changing the same file meanwhile."""
    from filelock import FileLock, Timeout  # noqa: PLC0415

    name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
    folder = lock_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"checklist-{name}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise MachineError(f"another roadmap-lab is busy with {path}", "try again when it is done") from error
