import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';

/** Gives the address of a todo by its id. */
export type TodoUrls = (id: string) => string;

/** The server has as many names as there are ways to it; the request says which one this client knows. */
export const Urls = createParamDecorator((_: unknown, context: ExecutionContext): TodoUrls => {
  const request = context.switchToHttp().getRequest<Request>();
  return (id) => `${request.protocol}://${request.host}/todos/${id}`;
});
