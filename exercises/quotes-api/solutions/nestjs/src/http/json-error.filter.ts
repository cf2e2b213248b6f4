import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { type Response } from 'express';

import { InvalidFieldsException } from './invalid-fields.exception.js';

/** Answers every error as `{ "error": "..." }`, with `fields` where fields are to blame. */
@Catch()
export class JsonErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(JsonErrorFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (!(exception instanceof HttpException)) {
      this.logger.error(exception);
      response.status(500).json({ error: 'Something went wrong on the server.' });
      return;
    }
    const fields = exception instanceof InvalidFieldsException ? exception.fields : undefined;
    response.status(exception.getStatus()).json({ error: exception.message, fields });
  }
}
