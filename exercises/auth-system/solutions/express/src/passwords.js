import { hash, verify } from '@node-rs/argon2';

import { config } from './config.js';

// Argon2id as OWASP recommends it: 19 MiB, two passes. Salt and settings are part of the hash.
const SETTINGS = { memoryCost: 19_456, timeCost: config.argon2Passes, parallelism: 1 };

export function hashPassword(password) {
  return hash(password, SETTINGS);
}

const nobodys = await hashPassword('nobody has this password');

/** Takes as long for a user without a password, or without a user, as for a wrong password. */
export async function isPassword(password, user) {
  const right = await verify(user?.password_hash ?? nobodys, password);
  return right && Boolean(user?.password_hash);
}
