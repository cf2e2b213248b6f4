import { STATUS_CODES } from 'node:http';

import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { type Response } from 'express';

import { ClientErrorException } from './client-error.exception.js';

/** Answers every error as `{ "error": "..." }`, with `fields` where fields are to blame. */
@Catch()
export class JsonErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(JsonErrorFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (exception instanceof HttpException) {
      const { fields, headers = {} } =
        exception instanceof ClientErrorException ? exception.details : {};
      response
        .status(exception.getStatus())
        .set(headers)
        .json({ error: exception.message, fields });
      return;
    }
    const status = clientErrorOf(exception) ?? 500;
    // Not the whole error: those of the body parser and of the database have the data in them.
    if (status === 500) {
      this.logger.error(exception instanceof Error ? exception.stack : 'something was thrown');
    }
    response.status(status).json({ error: STATUS_CODES[status] });
  }
}

/** What Express and its body parser find wrong with a request carries a status of its own. */
function clientErrorOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error && 'status' in exception)) return undefined;
  const { status } = exception;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
