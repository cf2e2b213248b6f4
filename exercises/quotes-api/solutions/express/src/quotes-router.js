import { Router } from 'express';

import { NotFoundError } from './errors.js';
import { readNewQuote } from './new-quote.js';

export function quotesRouter(quotes) {
  const router = Router();

  router.get('/', (request, response) => {
    const { author, search } = request.query;
    response.json(quotes.find({ author, search }));
  });

  router.post('/', (request, response) => {
    const quote = quotes.add(readNewQuote(request.body));
    response.status(201).location(`/quotes/${quote.id}`).json(quote);
  });

  // Before '/:id', which would take 'random' for an id.
  router.get('/random', (request, response) => {
    response.json(quotes.random());
  });

  router.get('/:id', (request, response) => {
    const { id } = request.params;
    const quote = quotes.get(id);
    if (!quote) throw new NotFoundError(`There is no quote with the id ${id}.`);
    response.json(quote);
  });

  return router;
}
