import { config } from '../config.js';
import { db } from '../db.js';
import { ClientError } from '../errors.js';

/**
 * Counts an attempt to log in before its password is looked at, in one statement, so that guesses made at the
 * same time are counted as well. Throws when the address is locked.
 */
export async function countAttempt(email) {
  const { rowCount } = await db.query(
    `INSERT INTO login_failures AS earlier (email) VALUES ($1)
     ON CONFLICT (email) DO UPDATE SET
       failures = CASE WHEN earlier.failures >= $2 THEN 1 ELSE earlier.failures + 1 END, last_at = now()
     WHERE earlier.failures < $2 OR earlier.last_at <= now() - make_interval(secs => $3)`,
    [email, config.lockoutAttempts, config.lockoutSeconds],
  );
  if (rowCount === 0) throw await locked(email);
}

export async function forgetAttempts(email) {
  await db.query('DELETE FROM login_failures WHERE email = $1', [email]);
}

async function locked(email) {
  const { rows } = await db.query(
    `SELECT extract(epoch FROM last_at + make_interval(secs => $2) - now())::float AS seconds
     FROM login_failures WHERE email = $1`,
    [email, config.lockoutSeconds],
  );
  const seconds = Math.max(1, Math.ceil(rows[0]?.seconds ?? 1));
  return new ClientError(429, 'Too many failed logins. Try again later.', {
    headers: { 'Retry-After': String(seconds) },
  });
}
