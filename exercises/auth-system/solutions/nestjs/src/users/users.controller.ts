import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Put,
} from '@nestjs/common';
import { z } from 'zod';

import { ZodPipe } from '../http/zod.pipe.js';
import { CurrentUser } from '../sessions/current.decorators.js';
import { Roles } from '../sessions/roles.decorator.js';
import { type PublicUser, publicUser } from './public-user.js';
import { roles, type User } from './user.entity.js';
import { UserIdPipe } from './user-id.pipe.js';
import { UsersService } from './users.service.js';

const roleChange = z.object({
  role: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }),
});

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Roles(['moderator', 'admin'])
  async list(): Promise<PublicUser[]> {
    const users = await this.users.list();
    return users.map(publicUser);
  }

  @Get(':id')
  @Roles(['moderator', 'admin'], { orSelf: true })
  async read(@Param('id', UserIdPipe) id: number): Promise<PublicUser> {
    return publicUser(await this.users.get(id));
  }

  @Put(':id/role')
  @Roles(['admin'])
  async changeRole(
    @Param('id', UserIdPipe) id: number,
    @Body(new ZodPipe(roleChange)) { role }: z.infer<typeof roleChange>,
    @CurrentUser() current: User,
  ): Promise<PublicUser> {
    refuseSelf(id, current);
    return publicUser(await this.users.change(id, { role }));
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles(['admin'])
  async delete(@Param('id', UserIdPipe) id: number, @CurrentUser() current: User): Promise<void> {
    refuseSelf(id, current);
    await this.users.delete(id);
  }
}

// An admin who steps down by mistake could leave nobody who can undo it.
function refuseSelf(id: number, current: User): void {
  if (id === current.id) throw new ConflictException('You cannot do that to your own account.');
}
