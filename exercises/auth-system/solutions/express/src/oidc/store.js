import { config } from '../config.js';
import { db, transaction } from '../db.js';
import { digest } from '../secrets.js';
import { createUser } from '../users/store.js';

const LOGIN_SECONDS = 600;

export async function keepLogin(browser, { state, nonce, codeVerifier }) {
  await db.query(
    `INSERT INTO oidc_logins (browser_hash, state, nonce, code_verifier, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
    [digest(browser), state, nonce, codeVerifier, LOGIN_SECONDS],
  );
}

/** Gives the login that this browser began, once. */
export async function takeLogin(browser) {
  const { rows } = await db.query(
    `DELETE FROM oidc_logins WHERE browser_hash = $1 AND expires_at > now()
     RETURNING state, nonce, code_verifier AS "codeVerifier"`,
    [digest(browser)],
  );
  return rows[0];
}

/**
 * Finds the user who this is at the provider: by the subject if it is known, else by the address, which the
 * provider must have verified; else makes one. Gives undefined when the address is not verified.
 */
export function findOrCreateUser({ sub, email, email_verified: verified, name }) {
  const { issuer } = config.oidc;
  return transaction(async (client) => {
    const known = await client.query(
      'SELECT users.* FROM identities JOIN users ON users.id = user_id WHERE issuer = $1 AND subject = $2',
      [issuer, sub],
    );
    if (known.rows.length > 0) return known.rows[0];
    if (verified !== true || !email) return undefined;
    const address = email.toLowerCase();
    await createUser(client, { email: address, name: name || address });
    const { rows } = await client.query('SELECT * FROM users WHERE email = $1', [address]);
    await client.query(
      'INSERT INTO identities (issuer, subject, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [issuer, sub, rows[0].id],
    );
    return rows[0];
  });
}
