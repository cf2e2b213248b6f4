import express from 'express';

import { pool } from '../db.js';
import { ClientError } from '../errors.js';
import * as store from './store.js';
import { deadLetterView, statusUrl, statusView } from './views.js';

/** What the people who run the service look at. */
export function operatorRouter() {
  const router = express.Router();

  router.get('/dead-letters', async (req, res) => {
    res.json((await store.listDead(pool)).map(deadLetterView));
  });

  router.post('/dead-letters/:id/retry', async (req, res) => {
    const feedback = await store.revive(pool, req.params.id);
    if (!feedback) throw new ClientError(404, `There is no dead letter ${req.params.id}.`);
    res.status(202).location(statusUrl(feedback)).json(statusView(feedback));
  });

  router.get('/stats', async (req, res) => {
    const stats = { total: 0, pending: 0, done: 0, dead: 0, ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } };
    for (const { status, rating, count } of await store.count(pool)) {
      stats.total += count;
      stats[status] += count;
      stats.ratings[rating] += count;
    }
    res.json(stats);
  });

  return router;
}
