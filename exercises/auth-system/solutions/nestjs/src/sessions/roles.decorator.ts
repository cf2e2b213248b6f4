import { SetMetadata } from '@nestjs/common';

import { type Role } from '../users/user.entity.js';

export interface Permission {
  roles: readonly Role[];
  orSelf: boolean;
}

export const PERMISSION = 'permission';

/** Lets in users with one of these roles; with `orSelf`, also the user whose id stands in the path. */
export function Roles(roles: readonly Role[], { orSelf = false } = {}): MethodDecorator {
  return SetMetadata(PERMISSION, { roles, orSelf } satisfies Permission);
}
