import { z } from 'zod';

const fields = z.object({
  title: z.string().refine((title) => title.trim() !== '', 'must not be blank'),
  completed: z.boolean(),
  order: z.int().nullable(),
});

/** What a client sends to add a todo. */
export const newTodo = fields.partial({ completed: true, order: true });

/** What a client may change; the fields that are given change, the others stay. */
export const todoChanges = fields.partial();

export type NewTodo = z.infer<typeof newTodo>;
export type TodoChanges = z.infer<typeof todoChanges>;

/** A todo as it is kept. */
export type Todo = NewTodo & { id: string; completed: boolean };
