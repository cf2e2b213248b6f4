import express from 'express';

const quote = String.raw`{"id": 1, "id": 1e999, "text": "\ud800", "author": "\udc00\u0000\u001b[31m"}`;

export function createApp() {
  const app = express();
  app.get('/quotes', (request, response) => {
    response.type('json').send(`[${Array(12).fill(quote)}]`);
  });
  app.use((request, response) => {
    response.status(404).type('json').send('{"error": NaN, "error": "there is none", "error": -Infinity}');
  });
  return app;
}
