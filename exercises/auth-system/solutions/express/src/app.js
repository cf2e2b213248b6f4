import express from 'express';

import { accountsRouter } from './accounts/routes.js';
import { answerError, routeNotFound } from './errors.js';
import { oidcRouter } from './oidc/routes.js';
import { sessionsRouter } from './sessions/routes.js';
import { meRouter } from './users/me.js';
import { usersRouter } from './users/routes.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/auth/oidc', oidcRouter());
  app.use('/auth', accountsRouter());
  app.use('/auth', sessionsRouter());
  app.use('/me', meRouter());
  app.use('/users', usersRouter());

  app.use(routeNotFound);
  app.use(answerError);
  return app;
}
