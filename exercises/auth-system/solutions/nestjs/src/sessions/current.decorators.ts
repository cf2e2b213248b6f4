import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';

import { type User } from '../users/user.entity.js';

/** A request that has passed the SessionGuard. */
export interface SessionRequest extends Request {
  user: User;
  sessionId: string;
}

/** Who asks, as the database has them now. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).user,
);

export const CurrentSessionId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).sessionId,
);

export function requestOf(context: ExecutionContext): SessionRequest {
  return context.switchToHttp().getRequest<SessionRequest>();
}
