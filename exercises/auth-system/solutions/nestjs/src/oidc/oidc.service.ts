import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';

import { Config } from '../config/config.js';
import { digest, newSecret } from '../secrets.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { Identity } from './identity.entity.js';
import { OidcLogin } from './oidc-login.entity.js';
import { type IdTokenClaims, ProviderError, ProviderService } from './provider.service.js';

const LOGIN_SECONDS = 600;

interface Begun {
  /** Where the browser has to go. */
  url: string;
  /** What it has to bring back, in a cookie. */
  browser: string;
}

@Injectable()
export class OidcService {
  private readonly redirectUri: string;

  constructor(
    private readonly database: DataSource,
    private readonly provider: ProviderService,
    private readonly users: UsersService,
    private readonly config: Config,
  ) {
    this.redirectUri = `${config.baseUrl}/auth/oidc/callback`;
  }

  async begin(): Promise<Begun> {
    const [browser, state, nonce, codeVerifier] = [
      newSecret(),
      newSecret(),
      newSecret(),
      newSecret(),
    ];
    const url = await this.provider.authorizationUrl({
      response_type: 'code',
      client_id: this.config.oidc.clientId,
      redirect_uri: this.redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: digest(codeVerifier), // RFC 7636 §4.2: base64url of the SHA-256
      code_challenge_method: 'S256',
    });
    await this.database.manager.insert(OidcLogin, {
      browserHash: digest(browser),
      state,
      nonce,
      codeVerifier,
      expiresAt: new Date(Date.now() + LOGIN_SECONDS * 1000),
    });
    return { url, browser };
  }

  /**
   * Ends the login that this browser began, and gives who it is.
   *
   * @throws ProviderError when it does not succeed.
   */
  async finish(browser: string, state: unknown, code: unknown): Promise<IdTokenClaims> {
    const login = await this.take(browser);
    // The state shows that the browser which comes back is the one that was sent.
    if (!login || login.state !== state) throw new ProviderError('This login was not begun here.');
    if (typeof code !== 'string') throw new ProviderError('The provider gave no code.');
    const { nonce, codeVerifier } = login;
    return this.provider.redeem({ code, codeVerifier, nonce, redirectUri: this.redirectUri });
  }

  /**
   * Finds the user who this is at the provider: by the subject if it is known, else by the address, which the
   * provider must have verified; else makes one. Gives undefined when the address is not verified.
   */
  async findOrCreateUser(claims: IdTokenClaims): Promise<User | undefined> {
    const { issuer } = this.config.oidc;
    const { sub: subject } = claims;
    return this.database.transaction(async (manager) => {
      const known = await manager.findOne(Identity, {
        where: { issuer, subject },
        relations: { user: true },
      });
      if (known) return known.user;
      if (claims.email_verified !== true || !claims.email) return undefined;
      const email = claims.email.toLowerCase();
      await this.users.create(manager, { email, name: claims.name || email, passwordHash: null });
      const user = await manager.findOneByOrFail(User, { email });
      await manager
        .createQueryBuilder()
        .insert()
        .into(Identity)
        .values({ issuer, subject, userId: user.id })
        .orIgnore()
        .execute();
      return user;
    });
  }

  // Of several that come back at the same time, one deletes the row and so has it.
  private async take(browser: string): Promise<OidcLogin | undefined> {
    const browserHash = digest(browser);
    const login = await this.database.manager.findOneBy(OidcLogin, {
      browserHash,
      expiresAt: MoreThan(new Date()),
    });
    const { affected } = await this.database.manager.delete(OidcLogin, { browserHash });
    return login && affected ? login : undefined;
  }
}
