import { STATUS_CODES } from 'node:http';

import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { type Response } from 'express';

/** Answers every error as `{ "error": "..." }`. */
@Catch()
export class JsonErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(JsonErrorFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (exception instanceof HttpException) {
      response.status(exception.getStatus()).json({ error: exception.message });
      return;
    }
    const status = clientErrorOf(exception) ?? 500;
    if (status === 500) this.logger.error(exception);
    response.status(status).json({ error: STATUS_CODES[status] });
  }
}

/** What Express and its body parser find wrong with a request carries a status of its own. */
function clientErrorOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error && 'status' in exception)) return undefined;
  const { status } = exception;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
