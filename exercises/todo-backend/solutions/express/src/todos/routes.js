import { Router } from 'express';

import { ClientError } from '../errors.js';
import { readChanges, readNewTodo } from './fields.js';

export function todosRouter(todos) {
  const router = Router();

  router
    .route('/')
    .get((req, res) => {
      res.json(todos.list().map((todo) => view(todo, req)));
    })
    .post((req, res) => {
      const todo = todos.add(readNewTodo(req.body));
      res.status(201).location(urlOf(todo, req)).json(view(todo, req));
    })
    .delete((req, res) => {
      todos.clear();
      res.status(204).end();
    });

  router
    .route('/todos/:id')
    .all((req, res, next) => {
      res.locals.todo = todos.get(req.params.id);
      if (!res.locals.todo) throw new ClientError(404, 'There is no such todo.');
      next();
    })
    .get((req, res) => {
      res.json(view(res.locals.todo, req));
    })
    .patch((req, res) => {
      const changed = todos.change(res.locals.todo, readChanges(req.body));
      res.json(view(changed, req));
    })
    .delete((req, res) => {
      todos.delete(res.locals.todo);
      res.status(204).end();
    });

  return router;
}

/** A todo as clients see it. */
function view(todo, req) {
  return { ...todo, url: urlOf(todo, req) };
}

// The server has as many names as there are ways to it; the request says which one this client knows.
function urlOf(todo, req) {
  return `${req.protocol}://${req.get('host')}${req.baseUrl}/todos/${todo.id}`;
}
