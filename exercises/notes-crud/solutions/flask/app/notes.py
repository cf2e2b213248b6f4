from typing import Any

from flask import Blueprint, abort, current_app, url_for

from app.store import Note, NoteStore
from app.validation import read_changes, read_note

bp = Blueprint("notes", __name__, url_prefix="/notes")

Body = dict[str, Any]


def store() -> NoteStore:
    notes: NoteStore = current_app.extensions["notes"]
    return notes


def found(note: Note | None) -> Note:
    return note or abort(404, "There is no such note.")


@bp.get("")
def list_notes() -> list[Body]:
    return [note.to_dict() for note in store().list()]


@bp.post("")
def create_note() -> tuple[Body, int, dict[str, str]]:
    note = store().create(read_note())
    return note.to_dict(), 201, {"Location": url_for(".show_note", note_id=note.id)}


# The id is text here. The converter `int` would take 01 for 1.
@bp.get("/<note_id>")
def show_note(note_id: str) -> Body:
    return found(store().get(note_id)).to_dict()


@bp.put("/<note_id>")
def replace_note(note_id: str) -> Body:
    found(store().get(note_id))  # that there is none is said before what is wrong with the body
    return found(store().change(note_id, read_note())).to_dict()


@bp.patch("/<note_id>")
def change_note(note_id: str) -> Body:
    found(store().get(note_id))
    return found(store().change(note_id, read_changes())).to_dict()


@bp.delete("/<note_id>")
def delete_note(note_id: str) -> tuple[str, int]:
    found(store().get(note_id))
    store().delete(note_id)
    return "", 204
