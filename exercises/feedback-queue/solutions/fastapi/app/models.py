import re
from datetime import datetime
from typing import Annotated, Any, Self

from psycopg.rows import DictRow
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

# One address and nothing else: no blank, no line break, nothing that separates or wraps addresses.
_PART = r'[^\s@,;:<>()\[\]"\\]+'
_ADDRESS = re.compile(rf"{_PART}@{_PART}\.{_PART}")


def _storable(text: str) -> str:
    if "\0" in text:  # PostgreSQL's text cannot hold it
        raise PydanticCustomError("nul", "must not contain U+0000")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "must not be blank")
    return text


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise PydanticCustomError("address", "must be an e-mail address")
    return text


Email = Annotated[
    StrictStr, StringConstraints(max_length=254), AfterValidator(_storable), AfterValidator(_address)
]
Message = Annotated[
    StrictStr, StringConstraints(max_length=2000), AfterValidator(_storable), AfterValidator(_not_blank)
]


class NewFeedback(BaseModel):
    email: Email
    rating: Annotated[StrictInt, Field(ge=1, le=5)]
    message: Message


class View(BaseModel):
    """What clients are shown; the names in JSON are in camel case."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Status(View):
    """Whoever has the link sees this: neither the address nor the message belongs here."""

    id: str
    status: str
    status_url: str
    rating: int
    attempts: int
    received_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, row: DictRow) -> Self:
        feedback_id = str(row["id"])
        return cls(**_taken(row, cls), id=feedback_id, status_url=f"/feedback/{feedback_id}")


class DeadLetter(View):
    id: str
    email: str
    attempts: int
    error: str
    failed_at: datetime

    @classmethod
    def of(cls, row: DictRow) -> Self:
        return cls(
            **_taken(row, cls), id=str(row["id"]), error=row["last_error"], failed_at=row["finished_at"]
        )


class Stats(BaseModel):
    total: int = 0
    pending: int = 0
    done: int = 0
    dead: int = 0
    ratings: dict[int, int] = Field(default_factory=lambda: dict.fromkeys(range(1, 6), 0))


def _taken(row: DictRow, model: type[BaseModel]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in model.model_fields and name != "id"}
