from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictStr, StringConstraints
from pydantic_core import PydanticCustomError


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "must not be blank")
    return text


Title = Annotated[StrictStr, StringConstraints(max_length=200), AfterValidator(_not_blank)]
Body = Annotated[StrictStr, StringConstraints(max_length=10_000)]


class NewNote(BaseModel):
    """What POST and PUT are given: a whole note, without its id."""

    model_config = ConfigDict(extra="forbid")

    title: Title
    body: Body = ""


class NoteChanges(BaseModel):
    """What PATCH is given: only the fields that are set count (`model_fields_set`)."""

    model_config = ConfigDict(extra="forbid")

    # Defaults are not validated; were the type `Title | None`, a client could send null.
    title: Title = ""
    body: Body = ""


class Note(BaseModel):
    id: int
    title: str
    body: str
