import { ClientError } from '../errors.js';
import { readAccessToken } from './access-token.js';
import { findSessionUser } from './store.js';

/** Finds out who asks: `req.user`, as the database has it now, and `req.sessionId`. */
export async function authenticate(req, res, next) {
  const { userId, sessionId } = await readBearerToken(req);
  const user = await findSessionUser(sessionId, userId);
  if (!user) throw unauthorized();
  req.user = user;
  req.sessionId = sessionId;
  next();
}

export function requireRole(...roles) {
  return (req, res, next) => {
    if (!roles.includes(req.user.role)) throw new ClientError(403, 'You are not allowed to do that.');
    next();
  };
}

async function readBearerToken(req) {
  const [, token] = /^Bearer +([^ ]+)$/i.exec(req.get('Authorization') ?? '') ?? [];
  if (!token) throw unauthorized();
  try {
    return await readAccessToken(token);
  } catch {
    throw unauthorized();
  }
}

function unauthorized() {
  return new ClientError(401, 'Log in first.', { headers: { 'WWW-Authenticate': 'Bearer' } });
}
