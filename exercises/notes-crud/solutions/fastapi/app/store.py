from itertools import count

from app.models import NewNote, Note, NoteChanges


class NoteStore:
    """Keeps notes in memory, the oldest first.

    It is used from the event loop alone, so no two calls ever run at the same time.
    """

    def __init__(self) -> None:
        # By id as it stands in a path: int() would take 01, +1 and 1_0 for ids as well.
        self._notes: dict[str, Note] = {}
        self._ids = count(1)

    def list(self) -> list[Note]:
        return list(self._notes.values())

    def get(self, note_id: str) -> Note | None:
        return self._notes.get(note_id)

    def create(self, new: NewNote) -> Note:
        return self._keep(Note(id=next(self._ids), title=new.title, body=new.body))

    def replace(self, note: Note, new: NewNote) -> Note:
        return self._keep(Note(id=note.id, title=new.title, body=new.body))

    def change(self, note: Note, changes: NoteChanges) -> Note:
        return self._keep(note.model_copy(update=changes.model_dump(exclude_unset=True)))

    def delete(self, note: Note) -> None:
        del self._notes[str(note.id)]

    def _keep(self, note: Note) -> Note:
        self._notes[str(note.id)] = note
        return note
