import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';

import { InvalidFieldsException } from './invalid-fields.exception.js';

/** Lets through a body that fits the schema, and explains every field that does not. */
export class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(value: unknown): T {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    throw new InvalidFieldsException('The note is not valid.', fieldsOf(result.error));
  }
}

function fieldsOf({ issues }: z.ZodError): Record<string, string> {
  // A map, since a client may call a field `__proto__`.
  const fields = new Map<string, string>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) fields.set(name, 'is not a field that you can set');
      continue;
    }
    const [name] = issue.path;
    if (name === undefined) throw new BadRequestException('The body must be a JSON object.');
    if (!fields.has(String(name))) fields.set(String(name), issue.message);
  }
  return Object.fromEntries(fields);
}
