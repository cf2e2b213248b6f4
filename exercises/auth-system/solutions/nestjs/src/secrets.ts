import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text: too many to guess. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It is random, so that a fast hash is enough; passwords need a slow one. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
