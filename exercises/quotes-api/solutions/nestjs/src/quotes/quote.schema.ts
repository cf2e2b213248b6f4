import { z } from 'zod';

const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be a string') })
  .refine((value) => value.trim() !== '', 'must not be empty');

/** What a client sends to add a quote. */
export const newQuote = z.object({ text, author: text });

/** Which quotes a client wants; a parameter that stands twice in the query arrives as an array. */
export const quoteFilter = z.object({
  author: z.coerce.string().optional(),
  search: z.coerce.string().optional(),
});

export type NewQuote = z.infer<typeof newQuote>;
export type QuoteFilter = z.infer<typeof quoteFilter>;
