from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, current_app, url_for

from app.fields import read_changes, read_new_todo
from app.store import Todo, TodoStore

bp = Blueprint("todos", __name__)

Body = dict[str, Any]


def store() -> TodoStore:
    todos: TodoStore = current_app.extensions["todos"]
    return todos


def view(todo: Todo) -> Body:
    """A todo as clients see it."""
    # An external address begins with the Host of the request, by which this client has reached us.
    return {**asdict(todo), "url": url_for(".show_todo", todo_id=todo.id, _external=True)}


def found(todo: Todo | None) -> Todo:
    return todo or abort(404, "There is no such todo.")


@bp.get("/")
def list_todos() -> list[Body]:
    return [view(todo) for todo in store().list()]


@bp.post("/")
def add_todo() -> tuple[Body, int, dict[str, str]]:
    added = view(store().add(read_new_todo()))
    return added, 201, {"Location": added["url"]}


@bp.delete("/")
def delete_all_todos() -> tuple[str, int]:
    store().clear()
    return "", 204


@bp.get("/todos/<todo_id>")
def show_todo(todo_id: str) -> Body:
    return view(found(store().get(todo_id)))


@bp.patch("/todos/<todo_id>")
def change_todo(todo_id: str) -> Body:
    return view(found(store().change(todo_id, read_changes())))


@bp.delete("/todos/<todo_id>")
def delete_todo(todo_id: str) -> tuple[str, int]:
    found(store().delete(todo_id))
    return "", 204
