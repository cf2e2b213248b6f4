import { type Role, type User } from './user.entity.js';

export interface PublicUser {
  id: number;
  email: string;
  name: string;
  role: Role;
}

/** What others may see of a user. */
export function publicUser({ id, email, name, role }: User): PublicUser {
  return { id, email, name, role };
}
