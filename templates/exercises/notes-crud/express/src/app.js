import express from 'express';

export function createApp() {
  const app = express();

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });

  // TODO: POST /notes keeps a note in memory and answers 201 with it; begin here.
  // TODO: GET /notes and GET /notes/:id
  // TODO: PUT, PATCH and DELETE /notes/:id
  // TODO: answer every error as JSON: { "error": "..." }

  return app;
}
