import express from 'express';

import { answerError, routeNotFound } from './errors.js';
import { feedbackRouter } from './feedback/routes.js';
import { operatorRouter } from './feedback/operator-routes.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/feedback', feedbackRouter());
  app.use(operatorRouter());

  app.use(routeNotFound);
  app.use(answerError);
  return app;
}
