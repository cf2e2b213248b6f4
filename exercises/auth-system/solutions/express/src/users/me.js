import express from 'express';

import { authenticate } from '../sessions/authenticate.js';
import { readFields, rules } from '../validation.js';
import { publicUser, renameUser } from './store.js';

export function meRouter() {
  const router = express.Router();
  router.use(authenticate);

  router.get('/', (req, res) => {
    res.json(publicUser(req.user));
  });

  router.patch('/', async (req, res) => {
    const { name } = readFields(req.body, { name: rules.name });
    res.json(publicUser(await renameUser(req.user.id, name)));
  });

  return router;
}
