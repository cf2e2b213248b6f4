import express from 'express';

import { answerError, answerUnknownRoute } from './errors.js';
import { loadQuotes } from './load-quotes.js';
import { QuoteStore } from './quote-store.js';
import { quotesRouter } from './quotes-router.js';

export function createApp() {
  const app = express();
  const quotes = new QuoteStore(loadQuotes());

  app.use(express.json());

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });
  app.use('/quotes', quotesRouter(quotes));

  app.use(answerUnknownRoute);
  app.use(answerError);
  return app;
}
