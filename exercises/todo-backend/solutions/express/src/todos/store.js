/** Keeps todos in memory: { id, title, completed, order }. */
export class TodoStore {
  #todos = new Map();
  #lastId = 0;

  list() {
    return [...this.#todos.values()];
  }

  get(id) {
    return this.#todos.get(id);
  }

  add(fields) {
    this.#lastId += 1;
    return this.#keep({ id: String(this.#lastId), completed: false, ...fields });
  }

  change(todo, changes) {
    return this.#keep({ ...todo, ...changes });
  }

  delete(todo) {
    this.#todos.delete(todo.id);
  }

  clear() {
    this.#todos.clear();
  }

  #keep(todo) {
    this.#todos.set(todo.id, todo);
    return todo;
  }
}
