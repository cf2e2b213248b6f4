from fastapi import APIRouter, HTTPException, Request, Response, status

from app.models import NewTodo, Todo, TodoChanges, TodoView
from app.store import TodoStore

router = APIRouter()
store = TodoStore()


def view(todo: Todo, request: Request) -> TodoView:
    # url_for makes the address from the request's Host header, by which this client has reached us.
    url = request.url_for("read_todo", todo_id=todo.id)
    return TodoView(**todo.model_dump(), url=str(url))


def find_todo(todo_id: str) -> Todo:
    todo = store.get(todo_id)
    if todo is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such todo.")
    return todo


@router.get("/")
async def list_todos(request: Request) -> list[TodoView]:
    return [view(todo, request) for todo in store.list()]


@router.post("/", status_code=status.HTTP_201_CREATED)
async def add_todo(new: NewTodo, request: Request, response: Response) -> TodoView:
    added = view(store.add(new), request)
    response.headers["Location"] = added.url
    return added


@router.delete("/", status_code=status.HTTP_204_NO_CONTENT)
async def delete_all_todos() -> None:
    store.clear()


@router.get("/todos/{todo_id}")
async def read_todo(todo_id: str, request: Request) -> TodoView:
    return view(find_todo(todo_id), request)


@router.patch("/todos/{todo_id}")
async def change_todo(todo_id: str, changes: TodoChanges, request: Request) -> TodoView:
    return view(store.change(find_todo(todo_id), changes), request)


@router.delete("/todos/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_todo(todo_id: str) -> None:
    store.delete(find_todo(todo_id))
