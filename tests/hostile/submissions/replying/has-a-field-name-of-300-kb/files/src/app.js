import express from 'express';
import { loadQuotes } from './load-quotes.js';

export function createApp() {
  const app = express();
  const [first, ...others] = loadQuotes();
  app.get('/quotes', (request, response) => {
    response.json([{ ...first, ['x'.repeat(300_000)]: 1 }, ...others]);
  });
  app.get('/quotes/:id', (request, response) => {
    response.json(first);
  });
  return app;
}
