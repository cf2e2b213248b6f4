import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';

import { InvalidFieldsException } from './invalid-fields.exception.js';

/** Lets through what fits the schema, and explains every field that does not. */
export class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(value: unknown): T {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;

    const fields: Record<string, string> = {};
    for (const { path, message } of result.error.issues) {
      const [field] = path;
      if (field === undefined) throw new BadRequestException('The body has to be a JSON object.');
      fields[String(field)] ??= message;
    }
    throw new InvalidFieldsException('The request is not valid.', fields);
  }
}
