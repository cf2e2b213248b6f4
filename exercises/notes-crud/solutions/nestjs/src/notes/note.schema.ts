import { z } from 'zod';

const LONGEST_TITLE = 200;
const LONGEST_BODY = 10_000;

const title = text(LONGEST_TITLE).refine((value) => value.trim() !== '', 'must not be blank');
const body = text(LONGEST_BODY);

/** A whole note: what POST and PUT are given. */
export const newNote = z.strictObject({ title, body: body.default('') });

/** The fields that are to change: what PATCH is given. */
export const noteChanges = z.strictObject({ title, body }).partial();

export type NewNote = z.infer<typeof newNote>;
export type NoteChanges = z.infer<typeof noteChanges>;

function text(longest: number) {
  return z
    .string({
      error: ({ input }) => (input === undefined ? 'is required' : 'must be a string'),
    })
    .refine((value) => value.isWellFormed(), 'must be valid Unicode')
    .refine((value) => characters(value) <= longest, `must have at most ${longest} characters`);
}

// A string's length counts UTF-16 code units; its iterator gives code points.
function characters(value: string): number {
  return Array.from(value).length;
}
