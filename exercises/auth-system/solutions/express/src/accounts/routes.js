import express from 'express';

import { ClientError } from '../errors.js';
import { mailAlreadyRegistered, mailConfirmation, mailReset } from '../mail.js';
import { hashPassword } from '../passwords.js';
import { findUserByEmail } from '../users/store.js';
import { readFields, rules } from '../validation.js';
import { confirmRegistration, keepRegistration, keepReset, resetPassword } from './store.js';

export function accountsRouter() {
  const router = express.Router();

  // Whoever asks learns nothing about who has an account; the owner of the address does, by mail.
  router.post('/register', async (req, res) => {
    const { email, password, name } = readFields(req.body, {
      email: rules.email,
      password: rules.newPassword,
      name: rules.name,
    });
    const passwordHash = await hashPassword(password);
    if (await findUserByEmail(email)) {
      await mailAlreadyRegistered(email);
    } else {
      await mailConfirmation(email, await keepRegistration({ email, name, passwordHash }));
    }
    res.status(202).json({ message: 'We have sent you a mail. Open the link in it.' });
  });

  router.post('/confirm', async (req, res) => {
    const { token } = readFields(req.body, { token: rules.text });
    if (!(await confirmRegistration(token))) throw invalidToken();
    res.status(204).end();
  });

  router.post('/forgot', async (req, res) => {
    const { email } = readFields(req.body, { email: rules.email });
    const user = await findUserByEmail(email);
    if (user) await mailReset(email, await keepReset(user.id));
    res.status(202).json({ message: 'If there is an account with this address, it has got a mail.' });
  });

  router.post('/reset', async (req, res) => {
    const { token, password } = readFields(req.body, { token: rules.text, password: rules.newPassword });
    if (!(await resetPassword(token, await hashPassword(password)))) throw invalidToken();
    res.status(204).end();
  });

  return router;
}

function invalidToken() {
  return new ClientError(400, 'The link is not valid any more.');
}
