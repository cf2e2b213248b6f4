import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

import { Config } from '../config/config.js';

// Pinned here, never read from a token: whoever makes a token could choose `none`.
const ALGORITHM = 'HS256';

const claims = z.object({ sub: z.string().regex(/^\d+$/), sid: z.uuid(), exp: z.number() });

export interface AccessTokenContent {
  userId: number;
  sessionId: string;
}

@Injectable()
export class AccessTokensService {
  constructor(private readonly config: Config) {}

  sign({ userId, sessionId }: AccessTokenContent): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(String(userId))
      .setIssuer(this.config.baseUrl)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.config.accessTokenSeconds)
      .sign(this.config.jwtSecret);
  }

  /** What the token says, or undefined when it is not one of ours or has expired. */
  async read(token: string): Promise<AccessTokenContent | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.config.jwtSecret, {
        algorithms: [ALGORITHM],
        issuer: this.config.baseUrl,
      });
      const { sub, sid } = claims.parse(payload);
      return { userId: Number(sub), sessionId: sid };
    } catch {
      return undefined;
    }
  }
}
