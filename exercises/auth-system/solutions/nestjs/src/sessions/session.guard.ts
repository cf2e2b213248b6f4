import { type CanActivate, type ExecutionContext, HttpStatus, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { ClientErrorException } from '../http/client-error.exception.js';
import { AccessTokensService } from './access-tokens.service.js';
import { requestOf } from './current.decorators.js';
import { Public } from './public.decorator.js';
import { SessionsService } from './sessions.service.js';

/** Finds out who asks, on every route that is not public. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) {
      return true;
    }
    const request = requestOf(context);
    const content = await this.readToken(request.headers.authorization ?? '');
    const user = content && (await this.sessions.findUser(content));
    if (!user) throw unauthorized();
    request.user = user;
    request.sessionId = content.sessionId;
    return true;
  }

  private async readToken(authorization: string) {
    const token = /^Bearer +([^ ]+)$/i.exec(authorization)?.[1];
    return token === undefined ? undefined : this.accessTokens.read(token);
  }
}

function unauthorized(): ClientErrorException {
  return new ClientErrorException(HttpStatus.UNAUTHORIZED, 'Log in first.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}
