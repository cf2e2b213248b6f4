import express from 'express';

import { config } from '../config.js';
import { pool, transaction } from '../db.js';
import { ClientError } from '../errors.js';
import * as store from './store.js';
import { readFeedback } from './validation.js';
import { statusUrl, statusView } from './views.js';

export function feedbackRouter() {
  const router = express.Router();

  router.post('/', express.json(), async (req, res) => {
    const feedback = await accept(readFeedback(req.body));
    res.status(202).location(statusUrl(feedback)).json(statusView(feedback));
  });

  router.get('/:id', async (req, res) => {
    const feedback = await store.find(pool, req.params.id);
    if (!feedback) throw new ClientError(404, `There is no feedback ${req.params.id}.`);
    res.json(statusView(feedback));
  });

  return router;
}

/** Stores the feedback, and with it the job; the queue hears of it later, from the relay. */
async function accept(input) {
  return transaction(async (client) => {
    await store.lockSender(client, input.email);
    const seconds = Math.ceil(await store.secondsToWait(client, input.email));
    if (seconds > 0) {
      throw new ClientError(429, `${config.rateLimit} in a row are enough; please wait ${seconds} s.`, {
        headers: { 'Retry-After': String(seconds) },
      });
    }
    return store.insert(client, input);
  });
}
