import { config } from '../config.js';
import { db, transaction } from '../db.js';
import { digest, newSecret } from '../secrets.js';
import { signAccessToken } from './access-token.js';

/** Begins a session; gives its tokens as a client gets them. */
export function beginSession(userId) {
  return transaction(async (client) => {
    const { rows } = await client.query('INSERT INTO sessions (user_id) VALUES ($1) RETURNING id', [userId]);
    return issueTokens(client, { userId, sessionId: rows[0].id });
  });
}

/**
 * Trades a refresh token for new tokens, once. Whoever brings it a second time may have stolen it, or was
 * stolen from, so the session ends then. Gives undefined where there are no new tokens.
 */
export function refreshSession(refreshToken) {
  const tokenHash = digest(refreshToken);
  return transaction(async (client) => {
    // One statement: of two requests with the same token only one finds it unused.
    const { rows } = await client.query(
      `UPDATE refresh_tokens AS token SET used_at = now()
       FROM sessions AS session
       WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() AND session.id = session_id
       RETURNING session_id AS "sessionId", user_id AS "userId"`,
      [tokenHash],
    );
    if (rows.length > 0) return issueTokens(client, rows[0]);
    await client.query(
      `DELETE FROM sessions WHERE id IN
         (SELECT session_id FROM refresh_tokens WHERE token_hash = $1 AND used_at IS NOT NULL)`,
      [tokenHash],
    );
    return undefined;
  });
}

async function issueTokens(client, { userId, sessionId }) {
  const refreshToken = newSecret();
  await client.query(
    `INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
     VALUES ($1, $2, now() + make_interval(secs => $3))`,
    [digest(refreshToken), sessionId, config.refreshTokenSeconds],
  );
  return {
    access_token: await signAccessToken({ userId, sessionId }),
    token_type: 'Bearer',
    expires_in: config.accessTokenSeconds,
    refresh_token: refreshToken,
  };
}

export async function findSessionUser(sessionId, userId) {
  const { rows } = await db.query(
    'SELECT users.* FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1 AND user_id = $2',
    [sessionId, userId],
  );
  return rows[0];
}

export async function endSession(sessionId) {
  await db.query('DELETE FROM sessions WHERE id = $1', [sessionId]);
}

export async function endSessionsOf(client, userId) {
  await client.query('DELETE FROM sessions WHERE user_id = $1', [userId]);
}
