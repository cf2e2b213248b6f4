import { BadRequestException, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';

import { email, name, newPassword, text } from '../http/fields.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { Public } from '../sessions/public.decorator.js';
import { AccountsService } from './accounts.service.js';

const registration = z.object({ email, password: newPassword, name });
const confirmation = z.object({ token: text });
const forgotten = z.object({ email });
const reset = z.object({ token: text, password: newPassword });

interface Message {
  message: string;
}

@Controller('auth')
@Public()
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Post('register')
  @HttpCode(202)
  async register(
    @Body(new ZodPipe(registration)) input: z.infer<typeof registration>,
  ): Promise<Message> {
    await this.accounts.register(input);
    return { message: 'We have sent you a mail. Open the link in it.' };
  }

  @Post('confirm')
  @HttpCode(204)
  async confirm(
    @Body(new ZodPipe(confirmation)) { token }: z.infer<typeof confirmation>,
  ): Promise<void> {
    if (!(await this.accounts.confirm(token))) throw invalidToken();
  }

  @Post('forgot')
  @HttpCode(202)
  async forgot(@Body(new ZodPipe(forgotten)) input: z.infer<typeof forgotten>): Promise<Message> {
    await this.accounts.sendReset(input.email);
    return { message: 'If there is an account with this address, it has got a mail.' };
  }

  @Post('reset')
  @HttpCode(204)
  async reset(@Body(new ZodPipe(reset)) input: z.infer<typeof reset>): Promise<void> {
    if (!(await this.accounts.reset(input.token, input.password))) throw invalidToken();
  }
}

function invalidToken(): BadRequestException {
  return new BadRequestException('The link is not valid any more.');
}
