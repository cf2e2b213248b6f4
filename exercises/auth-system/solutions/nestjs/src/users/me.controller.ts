import { Body, Controller, Get, Patch } from '@nestjs/common';
import { z } from 'zod';

import { name } from '../http/fields.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { CurrentUser } from '../sessions/current.decorators.js';
import { type PublicUser, publicUser } from './public-user.js';
import { type User } from './user.entity.js';
import { UsersService } from './users.service.js';

const renaming = z.object({ name });

@Controller('me')
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Get()
  read(@CurrentUser() current: User): PublicUser {
    return publicUser(current);
  }

  @Patch()
  async rename(
    @Body(new ZodPipe(renaming)) changes: z.infer<typeof renaming>,
    @CurrentUser() current: User,
  ): Promise<PublicUser> {
    return publicUser(await this.users.change(current.id, changes));
  }
}
