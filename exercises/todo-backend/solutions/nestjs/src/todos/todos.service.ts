import { Injectable, NotFoundException } from '@nestjs/common';

import { type NewTodo, type Todo, type TodoChanges } from './todo.js';

/** Keeps todos in memory. */
@Injectable()
export class TodosService {
  private readonly todos = new Map<string, Todo>();
  private lastId = 0;

  list(): Todo[] {
    return [...this.todos.values()];
  }

  get(id: string): Todo {
    const todo = this.todos.get(id);
    if (!todo) throw new NotFoundException('There is no such todo.');
    return todo;
  }

  add(input: NewTodo): Todo {
    this.lastId += 1;
    return this.keep({ id: String(this.lastId), completed: false, ...input });
  }

  change(id: string, changes: TodoChanges): Todo {
    return this.keep({ ...this.get(id), ...changes });
  }

  delete(id: string): void {
    this.todos.delete(this.get(id).id);
  }

  clear(): void {
    this.todos.clear();
  }

  private keep(todo: Todo): Todo {
    this.todos.set(todo.id, todo);
    return todo;
  }
}
