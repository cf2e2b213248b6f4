/** What a field of a request may be; each kind is used by several routes. */

import { z } from 'zod';

// Deliberately simple: whether an address exists only a mail can tell.
const EMAIL = /^[^\s\p{Cc}@<>"(),:;]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u;
const LONGEST_EMAIL = 254;
const CONTROL_CHARACTER = /\p{Cc}/u;

export const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a string') })
  .refine((value) => value.isWellFormed(), 'must be valid Unicode');

/** Comes out in lower case: case does not matter in an address. */
export const email = text
  .transform((value) => value.toLowerCase())
  .refine(
    (value) => value.length <= LONGEST_EMAIL && EMAIL.test(value),
    'must be an e-mail address',
  );

export const newPassword = text.refine(
  (value) => between(10, 72, value),
  'must have 10 to 72 characters',
);

export const name = text
  .refine((value) => value.trim() !== '' && between(1, 100, value), 'must have 1 to 100 characters')
  .refine((value) => !CONTROL_CHARACTER.test(value), 'must stand on one line');

function between(least: number, most: number, value: string): boolean {
  const { length } = Array.from(value); // code points, not UTF-16 code units
  return least <= length && length <= most;
}
