import express from 'express';

import { ClientError } from '../errors.js';
import { authenticate, requireRole } from '../sessions/authenticate.js';
import { readFields, rules } from '../validation.js';
import { changeRole, deleteUser, findUser, listUsers, publicUser } from './store.js';

export function usersRouter() {
  const router = express.Router();
  router.use(authenticate);

  router.get('/', requireRole('moderator', 'admin'), async (req, res) => {
    const users = await listUsers();
    res.json(users.map(publicUser));
  });

  router.get('/:id', requireSelfOr('moderator', 'admin'), async (req, res) => {
    res.json(publicUser(found(await findUser(readId(req)))));
  });

  router.put('/:id/role', requireRole('admin'), async (req, res) => {
    const { role } = readFields(req.body, { role: rules.role });
    refuseSelf(req);
    res.json(publicUser(found(await changeRole(readId(req), role))));
  });

  router.delete('/:id', requireRole('admin'), async (req, res) => {
    refuseSelf(req);
    found(await deleteUser(readId(req)));
    res.status(204).end();
  });

  return router;
}

function isSelf(req) {
  return req.params.id === req.user.id; // pg gives a bigint as text
}

function requireSelfOr(...roles) {
  const requireOther = requireRole(...roles);
  return (req, res, next) => (isSelf(req) ? next() : requireOther(req, res, next));
}

// An admin who steps down by mistake could leave nobody who can undo it.
function refuseSelf(req) {
  if (isSelf(req)) throw new ClientError(409, 'You cannot do that to your own account.');
}

function readId(req) {
  if (!/^[1-9]\d{0,17}$/.test(req.params.id)) found(undefined);
  return req.params.id;
}

function found(user) {
  if (!user) throw new ClientError(404, 'There is no such user.');
  return user;
}
