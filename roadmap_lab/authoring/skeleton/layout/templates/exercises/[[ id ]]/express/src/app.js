import express from 'express';

export function createApp() {
  const app = express();

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });

  // TODO 1: POST /messages keeps a message and answers it with 201; begin here.
  // To read what the client sends, it needs express.json() (look it up: what must stand first?).

  // TODO 2: GET /messages/{id}
  // TODO 3: errors as the README wants them

  return app;
}
