from dataclasses import dataclass, replace
from threading import Lock
from typing import TypedDict


class TodoFields(TypedDict, total=False):
    """What clients may set."""

    title: str
    completed: bool
    order: int | None


@dataclass(frozen=True)
class Todo:
    id: str
    title: str
    completed: bool = False
    order: int | None = None


class TodoStore:
    """Keeps todos in memory. Requests run in threads; they make their changes in turns."""

    def __init__(self) -> None:
        self._todos: dict[str, Todo] = {}
        self._last_id = 0
        self._lock = Lock()

    def list(self) -> list[Todo]:
        return list(self._todos.values())

    def get(self, todo_id: str) -> Todo | None:
        return self._todos.get(todo_id)

    def add(self, fields: TodoFields) -> Todo:
        with self._lock:
            self._last_id += 1
            return self._keep(Todo(id=str(self._last_id), **fields))

    def change(self, todo_id: str, fields: TodoFields) -> Todo | None:
        with self._lock:
            todo = self._todos.get(todo_id)
            return self._keep(replace(todo, **fields)) if todo else None

    def delete(self, todo_id: str) -> Todo | None:
        with self._lock:
            return self._todos.pop(todo_id, None)

    def clear(self) -> None:
        with self._lock:
            self._todos.clear()

    def _keep(self, todo: Todo) -> Todo:
        self._todos[todo.id] = todo
        return todo
