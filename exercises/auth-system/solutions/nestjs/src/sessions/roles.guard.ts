import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { requestOf } from './current.decorators.js';
import { type Permission, PERMISSION } from './roles.decorator.js';

/** Lets in whom `@Roles` names. Comes after the SessionGuard, which finds out who asks. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler());
    if (!permission) return true;
    const { user, params } = requestOf(context);
    const isSelf = permission.orSelf && params.id === String(user.id);
    if (isSelf || permission.roles.includes(user.role)) return true;
    throw new ForbiddenException('You are not allowed to do that.');
  }
}
