import { BadRequestException } from '@nestjs/common';

/** The client's fields are wrong; `fields` says of each what is wrong with it. */
export class InvalidFieldsException extends BadRequestException {
  constructor(
    message: string,
    readonly fields: Record<string, string>,
  ) {
    super(message);
  }
}
