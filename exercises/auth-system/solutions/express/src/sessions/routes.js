import express from 'express';

import { ClientError } from '../errors.js';
import { isPassword } from '../passwords.js';
import { findUserByEmail } from '../users/store.js';
import { readFields, rules } from '../validation.js';
import { authenticate } from './authenticate.js';
import { countAttempt, forgetAttempts } from './lockout.js';
import { beginSession, endSession, refreshSession } from './store.js';

export function sessionsRouter() {
  const router = express.Router();

  router.post('/login', async (req, res) => {
    const { email, password } = readFields(req.body, { email: rules.email, password: rules.text });
    await countAttempt(email);
    const user = await findUserByEmail(email);
    if (!(await isPassword(password, user))) {
      throw new ClientError(401, 'E-mail address or password is wrong.');
    }
    await forgetAttempts(email);
    sendTokens(res, await beginSession(user.id));
  });

  router.post('/refresh', async (req, res) => {
    const { refresh_token: token } = readFields(req.body, { refresh_token: rules.text });
    const tokens = await refreshSession(token);
    if (!tokens) throw new ClientError(401, 'The refresh token is not valid.');
    sendTokens(res, tokens);
  });

  router.post('/logout', authenticate, async (req, res) => {
    await endSession(req.sessionId);
    res.status(204).end();
  });

  return router;
}

export function sendTokens(res, tokens) {
  res.set('Cache-Control', 'no-store').json(tokens);
}
