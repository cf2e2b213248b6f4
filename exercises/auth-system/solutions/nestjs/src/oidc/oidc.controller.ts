import {
  BadGatewayException,
  BadRequestException,
  Controller,
  ForbiddenException,
  Get,
  Header,
  Logger,
  Query,
  Redirect,
  Req,
  Res,
} from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';

import { Config } from '../config/config.js';
import { Public } from '../sessions/public.decorator.js';
import { SessionsService, type Tokens } from '../sessions/sessions.service.js';
import { OidcService } from './oidc.service.js';
import { ProviderError } from './provider.service.js';

const COOKIE = 'oidc_login';

@Controller('auth/oidc')
@Public()
export class OidcController {
  private readonly logger = new Logger(OidcController.name);
  private readonly cookieOptions: CookieOptions;

  constructor(
    private readonly oidc: OidcService,
    private readonly sessions: SessionsService,
    config: Config,
  ) {
    this.cookieOptions = {
      path: '/auth/oidc',
      httpOnly: true,
      sameSite: 'lax', // it has to come along when the provider sends the browser back
      secure: config.baseUrl.startsWith('https:'),
    };
  }

  @Get('login')
  @Redirect()
  async begin(@Res({ passthrough: true }) response: Response): Promise<{ url: string }> {
    const { url, browser } = await this.oidc.begin().catch((error: unknown) => {
      this.log(error);
      throw new BadGatewayException('The provider cannot be reached. Try again later.');
    });
    response.cookie(COOKIE, browser, this.cookieOptions);
    return { url };
  }

  @Get('callback')
  @Header('Cache-Control', 'no-store')
  async finish(
    @Query('state') state: unknown,
    @Query('code') code: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Tokens> {
    response.clearCookie(COOKIE, this.cookieOptions);
    const claims = await this.oidc
      .finish(browserOf(request), state, code)
      .catch((error: unknown) => {
        this.log(error);
        throw new BadRequestException('The login did not succeed. Begin again.');
      });
    const user = await this.oidc.findOrCreateUser(claims);
    if (!user) throw new ForbiddenException('The provider has not verified your e-mail address.');
    return this.sessions.begin(user.id);
  }

  /** Writes down what the provider did wrong; any other error is not for the client to hear of. */
  private log(error: unknown): void {
    if (!(error instanceof ProviderError)) throw error;
    this.logger.warn(`login at the provider failed: ${error.message}`);
  }
}

function browserOf(request: Request): string {
  return /(?:^|;\s*)oidc_login=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}
