from typing import Annotated

from pydantic import AfterValidator, BaseModel


def not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value


class NewQuote(BaseModel):
    """What a client sends; further fields, such as an id, are ignored."""

    text: Annotated[str, AfterValidator(not_blank)]
    author: Annotated[str, AfterValidator(not_blank)]


class Quote(BaseModel):
    id: int
    text: str
    author: str
