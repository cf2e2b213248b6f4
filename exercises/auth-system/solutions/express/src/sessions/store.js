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
    // The session is locked first: refreshes of it take turns, and none waits for another in a circle.
    const { rows } = await client.query(
      `SELECT sessions.id AS "sessionId", user_id AS "userId"
       FROM sessions JOIN refresh_tokens ON session_id = sessions.id
       WHERE token_hash = $1 FOR UPDATE OF sessions`,
      [tokenHash],
    );
    const [session] = rows;
    if (!session) return undefined;
    const { rowCount } = await client.query(
      `UPDATE refresh_tokens SET used_at = now()
       WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()`,
      [tokenHash],
    );
    if (rowCount === 1) return issueTokens(client, session);
    await client.query('DELETE FROM sessions WHERE id = $1', [session.sessionId]);
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
