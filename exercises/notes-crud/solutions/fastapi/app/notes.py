from fastapi import APIRouter, Depends, HTTPException, Request, Response, status

from app.models import NewNote, Note, NoteChanges
from app.store import NoteStore

router = APIRouter(prefix="/notes")
store = NoteStore()


async def require_json(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and await request.body():
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.")


takes_json = [Depends(require_json)]


def find_note(note_id: str) -> Note:
    note = store.get(note_id)
    if note is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no note {note_id}.")
    return note


@router.get("")
async def list_notes() -> list[Note]:
    return store.list()


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=takes_json)
async def create_note(new: NewNote, response: Response) -> Note:
    note = store.create(new)
    response.headers["Location"] = f"/notes/{note.id}"
    return note


@router.get("/{note_id}")
async def read_note(note_id: str) -> Note:
    return find_note(note_id)


@router.put("/{note_id}", dependencies=takes_json)
async def replace_note(note_id: str, new: NewNote) -> Note:
    return store.replace(find_note(note_id), new)


@router.patch("/{note_id}", dependencies=takes_json)
async def change_note(note_id: str, changes: NoteChanges) -> Note:
    return store.change(find_note(note_id), changes)


@router.delete("/{note_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_note(note_id: str) -> None:
    store.delete(find_note(note_id))
