import express from 'express';

// TODO 1: the quotes that the server starts with:
// import { loadQuotes } from './load-quotes.js';

export function createApp() {
  const app = express();

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });

  // TODO 2: GET /quotes answers all quotes. Then the other routes of the README, one after the other.
  // To read what the client sends, POST needs express.json() (look it up: what must stand first?).

  // TODO 3: errors as the README wants them, 404 for an unknown route included. They come after all routes.

  return app;
}
