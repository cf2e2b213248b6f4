import express from 'express';

export function createApp() {
  const app = express();
  app.use((request, response) => {
    response.type('json').send('['.repeat(100_000) + ']'.repeat(100_000));
  });
  return app;
}
