import { Body, Controller, Header, HttpCode, Post, UnauthorizedException } from '@nestjs/common';
import { z } from 'zod';

import { email, text } from '../http/fields.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { UsersService } from '../users/users.service.js';
import { CurrentSessionId } from './current.decorators.js';
import { LockoutService } from './lockout.service.js';
import { Public } from './public.decorator.js';
import { SessionsService, type Tokens } from './sessions.service.js';

const credentials = z.object({ email, password: text });
const refreshing = z.object({ refresh_token: text });

@Controller('auth')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly lockout: LockoutService,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async logIn(@Body(new ZodPipe(credentials)) input: z.infer<typeof credentials>): Promise<Tokens> {
    await this.lockout.countAttempt(input.email);
    const user = await this.users.findByEmail(input.email);
    const right = await this.passwords.matches(input.password, user?.passwordHash);
    if (!user || !right) throw new UnauthorizedException('E-mail address or password is wrong.');
    await this.lockout.forgetAttempts(input.email);
    return this.sessions.begin(user.id);
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async refresh(@Body(new ZodPipe(refreshing)) input: z.infer<typeof refreshing>): Promise<Tokens> {
    const tokens = await this.sessions.refresh(input.refresh_token);
    if (!tokens) throw new UnauthorizedException('The refresh token is not valid.');
    return tokens;
  }

  @Post('logout')
  @HttpCode(204)
  async logOut(@CurrentSessionId() sessionId: string): Promise<void> {
    await this.sessions.end(sessionId);
  }
}
