import express from 'express';

export function createApp() {
  const app = express();

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });

  // TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with db/schema.sql.
  // TODO: GET /feedback/:id
  // TODO: the worker (src/worker.js)
  // TODO: GET /dead-letters, POST /dead-letters/:id/retry, GET /stats
  // TODO: answer every error as JSON: { "error": "..." }

  return app;
}
