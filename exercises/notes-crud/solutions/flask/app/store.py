from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import TypedDict


class NoteFields(TypedDict, total=False):
    """What clients may set."""

    title: str
    body: str


@dataclass(frozen=True)
class Note:
    id: int
    title: str
    body: str

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


class NoteStore:
    """Keeps notes in memory, the oldest first. Requests run in threads; they make their changes in turns."""

    def __init__(self) -> None:
        # By id as it stands in a path: int() would take 01, +1 and 1_0 for ids as well.
        self._notes: dict[str, Note] = {}
        self._last_id = 0
        self._lock = Lock()

    def list(self) -> list[Note]:
        return list(self._notes.values())

    def get(self, note_id: str) -> Note | None:
        return self._notes.get(note_id)

    def create(self, fields: NoteFields) -> Note:
        with self._lock:
            self._last_id += 1
            return self._keep(Note(id=self._last_id, **fields))

    def change(self, note_id: str, fields: NoteFields) -> Note | None:
        with self._lock:
            note = self._notes.get(note_id)
            return self._keep(replace(note, **fields)) if note else None

    def delete(self, note_id: str) -> None:
        with self._lock:
            self._notes.pop(note_id, None)

    def _keep(self, note: Note) -> Note:
        self._notes[str(note.id)] = note
        return note
