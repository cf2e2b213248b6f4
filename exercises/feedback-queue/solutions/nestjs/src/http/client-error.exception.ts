import { HttpException, type HttpStatus } from '@nestjs/common';

interface Details {
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A mistake of the client of which there is more to say than a message: in `fields`, or in headers. */
export class ClientErrorException extends HttpException {
  constructor(
    status: HttpStatus,
    message: string,
    readonly details: Details,
  ) {
    super(message, status);
  }
}
