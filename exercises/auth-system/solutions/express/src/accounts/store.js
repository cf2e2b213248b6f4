import { config } from '../config.js';
import { db, transaction } from '../db.js';
import { digest, newSecret } from '../secrets.js';
import { endSessionsOf } from '../sessions/store.js';
import { createUser } from '../users/store.js';

/** Keeps a registration until its address is confirmed; gives the token that does it. */
export async function keepRegistration({ email, name, passwordHash }) {
  const token = newSecret();
  await db.query(
    `INSERT INTO registrations (token_hash, email, name, password_hash, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
    [digest(token), email, name, passwordHash, config.mailTokenSeconds],
  );
  return token;
}

/**
 * Makes a user of the registration with this token, and forgets all others of the address: somebody else may
 * have made them, with another password. Gives undefined where nobody could be made.
 */
export function confirmRegistration(token) {
  const tokenHash = digest(token);
  return transaction(async (client) => {
    const { rows } = await client.query(
      `DELETE FROM registrations WHERE email =
         (SELECT email FROM registrations WHERE token_hash = $1 AND expires_at > now())
       RETURNING token_hash, email, name, password_hash AS "passwordHash"`,
      [tokenHash],
    );
    const registration = rows.find((row) => row.token_hash.equals(tokenHash));
    return registration && createUser(client, registration);
  });
}

export async function keepReset(userId) {
  const token = newSecret();
  await db.query(
    `INSERT INTO password_resets (token_hash, user_id, expires_at)
     VALUES ($1, $2, now() + make_interval(secs => $3))`,
    [digest(token), userId, config.mailTokenSeconds],
  );
  return token;
}

/** Sets the password of the user whom the token was mailed to, and ends their sessions and other links. */
export function resetPassword(token, passwordHash) {
  return transaction(async (client) => {
    const { rows } = await client.query(
      `DELETE FROM password_resets WHERE user_id =
         (SELECT user_id FROM password_resets WHERE token_hash = $1 AND expires_at > now())
       RETURNING user_id`,
      [digest(token)],
    );
    if (rows.length === 0) return false;
    const userId = rows[0].user_id;
    await client.query('UPDATE users SET password_hash = $2 WHERE id = $1', [userId, passwordHash]);
    await endSessionsOf(client, userId);
    return true;
  });
}
