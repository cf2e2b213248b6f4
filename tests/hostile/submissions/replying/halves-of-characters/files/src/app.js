import express from 'express';

const quote = String.raw`{"id": "\ud800", "text": "\udfff\u202e\u0007", "author": "\u0000\u001b[31m"}`;

export function createApp() {
  const app = express();
  app.get('/quotes', (request, response) => {
    response.type('json').send(`[${Array(12).fill(quote)}]`);
  });
  app.use((request, response) => {
    response.status(404).set('Content-Type', 'application/json\t').send('{"error": "\u001b]0;owned\u0007\ud83d"');
  });
  return app;
}
