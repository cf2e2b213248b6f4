import { config } from '../config.js';
import { db } from '../db.js';

/** What others may see of a user. */
export function publicUser({ id, email, name, role }) {
  return { id: Number(id), email, name, role };
}

export async function findUserByEmail(email) {
  const { rows } = await db.query('SELECT * FROM users WHERE email = $1', [email]);
  return rows[0];
}

/** Creates a user unless the address has one; gives the new user, or undefined. */
export async function createUser(client, { email, name, passwordHash = null }) {
  const role = email === config.adminEmail ? 'admin' : 'user';
  const { rows } = await client.query(
    `INSERT INTO users (email, name, role, password_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (email) DO NOTHING RETURNING *`,
    [email, name, role, passwordHash],
  );
  return rows[0];
}

export async function listUsers() {
  const { rows } = await db.query('SELECT * FROM users ORDER BY id');
  return rows;
}

export async function findUser(id) {
  const { rows } = await db.query('SELECT * FROM users WHERE id = $1', [id]);
  return rows[0];
}

export async function renameUser(id, name) {
  const { rows } = await db.query('UPDATE users SET name = $2 WHERE id = $1 RETURNING *', [id, name]);
  return rows[0];
}

export async function changeRole(id, role) {
  const { rows } = await db.query('UPDATE users SET role = $2 WHERE id = $1 RETURNING *', [id, role]);
  return rows[0];
}

export async function deleteUser(id) {
  const { rowCount } = await db.query('DELETE FROM users WHERE id = $1', [id]);
  return rowCount === 1;
}
