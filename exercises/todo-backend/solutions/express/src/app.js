import express from 'express';

import { openToAllOrigins } from './cors.js';
import { answerError, routeNotFound } from './errors.js';
import { todosRouter } from './todos/routes.js';
import { TodoStore } from './todos/store.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');

  app.use(openToAllOrigins);
  app.use(express.json());

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/', todosRouter(new TodoStore()));

  app.use(routeNotFound);
  app.use(answerError);
  return app;
}
