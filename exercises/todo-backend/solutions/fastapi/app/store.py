from itertools import count

from app.models import NewTodo, Todo, TodoChanges


class TodoStore:
    """Keeps todos in memory."""

    def __init__(self) -> None:
        self._todos: dict[str, Todo] = {}
        self._ids = count(1)

    def list(self) -> list[Todo]:
        return list(self._todos.values())

    def get(self, todo_id: str) -> Todo | None:
        return self._todos.get(todo_id)

    def add(self, new: NewTodo) -> Todo:
        return self._keep(Todo(id=str(next(self._ids)), **new.model_dump()))

    def change(self, todo: Todo, changes: TodoChanges) -> Todo:
        return self._keep(todo.model_copy(update=changes.model_dump(exclude_unset=True)))

    def delete(self, todo: Todo) -> None:
        del self._todos[todo.id]

    def clear(self) -> None:
        self._todos.clear()

    def _keep(self, todo: Todo) -> Todo:
        self._todos[todo.id] = todo
        return todo
