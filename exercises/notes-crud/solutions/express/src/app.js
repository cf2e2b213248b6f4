import express from 'express';

import { answerError, routeNotFound } from './errors.js';
import { notesRouter } from './notes/routes.js';
import { NoteStore } from './notes/store.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/notes', notesRouter(new NoteStore()));

  app.use(routeNotFound);
  app.use(answerError);
  return app;
}
