import { STATUS_CODES } from 'node:http';

import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { type Response } from 'express';

import { InvalidFieldsException } from './invalid-fields.exception.js';

interface Answer {
  status: number;
  error: string | undefined;
  fields?: Record<string, string>;
}

/** Answers every error as `{ "error": "..." }`, with `fields` where fields are to blame. */
@Catch()
export class JsonErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(JsonErrorFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const { status, ...body } = answerTo(exception);
    if (status === 500) this.logger.error(exception);
    host.switchToHttp().getResponse<Response>().status(status).json(body);
  }
}

function answerTo(exception: unknown): Answer {
  if (exception instanceof InvalidFieldsException) {
    return { status: 400, error: exception.message, fields: exception.fields };
  }
  if (exception instanceof HttpException) {
    return { status: exception.getStatus(), error: exception.message };
  }
  const status = clientErrorOf(exception) ?? 500;
  return { status, error: STATUS_CODES[status] };
}

/** What Express and its body parser find wrong with a request carries a status of its own. */
function clientErrorOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error && 'status' in exception)) return undefined;
  const { status } = exception;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
