import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';

import { Config } from '../config/config.js';
import { digest, newSecret } from '../secrets.js';
import { type User } from '../users/user.entity.js';
import { type AccessTokenContent, AccessTokensService } from './access-tokens.service.js';
import { RefreshToken } from './refresh-token.entity.js';
import { Session } from './session.entity.js';

/** The tokens as a client gets them (RFC 6749 §5.1). */
export interface Tokens {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly database: DataSource,
    private readonly accessTokens: AccessTokensService,
    private readonly config: Config,
  ) {}

  begin(userId: number): Promise<Tokens> {
    return this.database.transaction(async (manager) => {
      const sessionId = randomUUID();
      await manager.insert(Session, { id: sessionId, userId });
      return this.issueTokens(manager, { sessionId, userId });
    });
  }

  /**
   * Trades a refresh token for new tokens, once. Whoever brings it a second time may have stolen it, or was
   * stolen from, so the session ends then.
   */
  refresh(refreshToken: string): Promise<Tokens | undefined> {
    const tokenHash = digest(refreshToken);
    return this.database.transaction(async (manager) => {
      const token = await manager.findOneBy(RefreshToken, { tokenHash });
      // The session is locked before anything is changed: refreshes of it take turns.
      const session =
        token &&
        (await manager.findOne(Session, {
          where: { id: token.sessionId },
          lock: { mode: 'pessimistic_write' },
        }));
      if (!session) return undefined;

      const now = new Date();
      const { affected } = await manager.update(
        RefreshToken,
        { tokenHash, usedAt: IsNull(), expiresAt: MoreThan(now) },
        { usedAt: now },
      );
      if (affected) {
        return this.issueTokens(manager, { sessionId: session.id, userId: session.userId });
      }
      await manager.delete(Session, { id: session.id });
      return undefined;
    });
  }

  /** The user whose session it is, as long as it lasts. */
  async findUser({ sessionId, userId }: AccessTokenContent): Promise<User | undefined> {
    const session = await this.database.manager.findOne(Session, {
      where: { id: sessionId, userId },
      relations: { user: true },
    });
    return session?.user;
  }

  async end(id: string): Promise<void> {
    await this.database.manager.delete(Session, { id });
  }

  async endAllOf(manager: EntityManager, userId: number): Promise<void> {
    await manager.delete(Session, { userId });
  }

  private async issueTokens(
    manager: EntityManager,
    { sessionId, userId }: AccessTokenContent,
  ): Promise<Tokens> {
    const refreshToken = newSecret();
    await manager.insert(RefreshToken, {
      tokenHash: digest(refreshToken),
      sessionId,
      expiresAt: new Date(Date.now() + this.config.refreshTokenSeconds * 1000),
    });
    return {
      access_token: await this.accessTokens.sign({ userId, sessionId }),
      token_type: 'Bearer',
      expires_in: this.config.accessTokenSeconds,
      refresh_token: refreshToken,
    };
  }
}
