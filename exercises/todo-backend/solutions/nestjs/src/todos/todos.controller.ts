import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { type Response } from 'express';

import { ZodPipe } from '../http/zod.pipe.js';
import { type TodoUrls, Urls } from './todo-urls.decorator.js';
import { newTodo, type NewTodo, type Todo, todoChanges, type TodoChanges } from './todo.js';
import { TodosService } from './todos.service.js';

/** A todo as clients see it. */
type TodoView = Todo & { url: string };

@Controller()
export class TodosController {
  constructor(private readonly todos: TodosService) {}

  @Get()
  list(@Urls() urls: TodoUrls): TodoView[] {
    return this.todos.list().map((todo) => view(todo, urls));
  }

  @Post()
  add(
    @Body(new ZodPipe(newTodo)) input: NewTodo,
    @Urls() urls: TodoUrls,
    @Res({ passthrough: true }) response: Response,
  ): TodoView {
    const todo = view(this.todos.add(input), urls);
    response.location(todo.url);
    return todo;
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.todos.clear();
  }

  @Get('todos/:id')
  read(@Param('id') id: string, @Urls() urls: TodoUrls): TodoView {
    return view(this.todos.get(id), urls);
  }

  @Patch('todos/:id')
  change(
    @Param('id') id: string,
    @Body(new ZodPipe(todoChanges)) changes: TodoChanges,
    @Urls() urls: TodoUrls,
  ): TodoView {
    return view(this.todos.change(id, changes), urls);
  }

  @Delete('todos/:id')
  @HttpCode(204)
  delete(@Param('id') id: string): void {
    this.todos.delete(id);
  }
}

function view(todo: Todo, urls: TodoUrls): TodoView {
  return { ...todo, url: urls(todo.id) };
}
