from typing import Annotated

from pydantic import BaseModel, StrictBool, StrictInt, StringConstraints

Title = Annotated[str, StringConstraints(pattern=r"\S")]


class NewTodo(BaseModel):
    """What a client sends for a new todo; fields that are not named here are ignored."""

    title: Title
    completed: StrictBool = False
    order: StrictInt | None = None


class TodoChanges(BaseModel):
    """What a client wants to change: only the fields that it has sent (`model_fields_set`)."""

    title: Title = ""
    completed: StrictBool = False
    order: StrictInt | None = None


class Todo(BaseModel):
    """A todo as it is kept."""

    id: str
    title: str
    completed: bool
    order: int | None


class TodoView(Todo):
    """A todo as clients see it."""

    url: str
