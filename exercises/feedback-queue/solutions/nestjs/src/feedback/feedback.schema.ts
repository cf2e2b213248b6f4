import { z } from 'zod';

const LONGEST_EMAIL = 254;
const LONGEST_MESSAGE = 2000;
const NO_RATING = 'must be a whole number from 1 to 5';
// One address and nothing else: no blank, no line break, nothing that separates or wraps addresses.
const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+\.[^\s@,;:<>()[\]"\\]+$/;

// PostgreSQL's text takes neither halves of surrogate pairs nor U+0000.
const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a string') })
  .refine(
    (value) => value.isWellFormed() && !value.includes('\0'),
    'must be valid Unicode without U+0000',
  );

/** What a client sends. */
export const newFeedback = z.object({
  email: text.refine(
    (value) => value.length <= LONGEST_EMAIL && ADDRESS.test(value),
    'must be an e-mail address',
  ),
  rating: z
    .number({ error: ({ input }) => (input === undefined ? 'is required' : NO_RATING) })
    .refine((value) => [1, 2, 3, 4, 5].includes(value), NO_RATING),
  message: text
    .refine((value) => value.trim() !== '', 'must not be blank')
    .refine(
      (value) => Array.from(value).length <= LONGEST_MESSAGE, // code points, not UTF-16 code units
      `must have at most ${LONGEST_MESSAGE} characters`,
    ),
});

export type NewFeedback = z.infer<typeof newFeedback>;
