import { BadRequestException, HttpStatus, type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';

import { ClientErrorException } from './client-error.exception.js';

/** Lets through what the schema asks for, and nothing else; explains every field that does not fit. */
export class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(value: unknown): T {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;

    const fields: Record<string, string> = {};
    for (const { path, message } of result.error.issues) {
      const [field] = path;
      if (field === undefined) throw new BadRequestException('The body must be a JSON object.');
      fields[String(field)] ??= message;
    }
    throw new ClientErrorException(HttpStatus.BAD_REQUEST, 'The feedback is not valid.', {
      fields,
    });
  }
}
