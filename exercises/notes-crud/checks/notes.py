"""What the checks of this exercise share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roadmap_lab.checks.expectation import a_positive_whole_number, same

if TYPE_CHECKING:
    from roadmap_lab.checks import Api, Reply, Values

ASTRAL = "👍🎉🦀𝄞"  # each is one code point, two UTF-16 code units, four bytes


def fields(values: Values) -> dict[str, Any]:
    """A valid note as a client sends it."""
    return {"title": values.title(), "body": values.sentence()}


def create(api: Api, note: dict[str, Any]) -> dict[str, Any]:
    """Creates a note and expects it back, with an id."""
    created: dict[str, Any] = (
        api.post("/notes", json=note).status(201).matches({**note, "id": a_positive_whole_number})
    )
    return {**note, "id": created["id"]}


def in_list(notes: list[Any], note_id: int) -> bool:
    """Whether an array of notes has one with that id."""
    return any(isinstance(one, dict) and same(one.get("id"), note_id) for one in notes)


def unchanged(api: Api, note: dict[str, Any], refused: Reply) -> None:
    """Expects that the refused request has left the note as it was."""
    now = api.get(f"/notes/{note['id']}").status(200).object()
    if any(not same(now.get(name), value) for name, value in note.items()):
        refused.fail("a refused update to change nothing", f"the note was then {now}")
