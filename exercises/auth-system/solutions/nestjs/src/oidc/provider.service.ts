import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

import { Config } from '../config/config.js';

const TIMEOUT_MILLISECONDS = 5_000;

const configuration = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
const tokenAnswer = z.object({ id_token: z.string() });
const idTokenClaims = z.object({
  sub: z.string(),
  exp: z.number(),
  nonce: z.string(),
  email: z.string().optional(),
  email_verified: z.unknown(),
  name: z.string().optional(),
});

export type IdTokenClaims = z.infer<typeof idTokenClaims>;

interface Provider {
  authorizationEndpoint: string;
  tokenEndpoint: string;
  keys: JWTVerifyGetKey;
}

interface Redemption {
  code: string;
  codeVerifier: string;
  nonce: string;
  redirectUri: string;
}

/** The provider did not do what a login needs; the message is for the log. */
export class ProviderError extends Error {}

/** Speaks with the OpenID Connect provider. */
@Injectable()
export class ProviderService {
  private discovered?: Provider;

  constructor(private readonly config: Config) {}

  async authorizationUrl(parameters: Record<string, string>): Promise<string> {
    const { authorizationEndpoint } = await this.discover();
    const url = new URL(authorizationEndpoint);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /**
   * Trades the code for an ID token, whose claims are given once all of it is proven (OIDC Core §3.1.3).
   *
   * @throws ProviderError when the provider refuses, or when the token is not what it should be.
   */
  async redeem({ code, codeVerifier, nonce, redirectUri }: Redemption): Promise<IdTokenClaims> {
    const { tokenEndpoint, keys } = await this.discover();
    const { clientId, clientSecret } = this.config.oidc;
    const answer = await fetchJson(tokenAnswer, tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const claims = await this.verify(answer.id_token, keys);
    if (claims.nonce !== nonce) throw new ProviderError('The ID token is not for this login.');
    return claims;
  }

  /** The provider's endpoints and keys, asked for once, when they are needed first. */
  private async discover(): Promise<Provider> {
    this.discovered ??= await this.fetchConfiguration();
    return this.discovered;
  }

  private async fetchConfiguration(): Promise<Provider> {
    const { issuer, keysSeconds } = this.config.oidc;
    const found = await fetchJson(configuration, `${issuer}/.well-known/openid-configuration`);
    if (found.issuer !== issuer) throw new ProviderError('The provider names another issuer.');
    return {
      authorizationEndpoint: found.authorization_endpoint,
      tokenEndpoint: found.token_endpoint,
      // Fetched again when a token names a key that is not among them: keys may change at any moment.
      keys: createRemoteJWKSet(new URL(found.jwks_uri), {
        cooldownDuration: keysSeconds * 1000,
        timeoutDuration: TIMEOUT_MILLISECONDS,
      }),
    };
  }

  private async verify(idToken: string, keys: JWTVerifyGetKey): Promise<IdTokenClaims> {
    const { issuer, clientId } = this.config.oidc;
    const options = { algorithms: ['RS256'], issuer, audience: clientId };
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(idToken, keys, options));
    } catch (error) {
      throw new ProviderError('The ID token is not valid.', { cause: error });
    }
    return parse(idTokenClaims, payload);
  }
}

async function fetchJson<T>(schema: z.ZodType<T>, url: string, init?: RequestInit): Promise<T> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    body = response.ok ? await response.json() : undefined;
  } catch (error) {
    throw new ProviderError('The provider does not answer.', { cause: error });
  }
  if (!response.ok) throw new ProviderError(`The provider answered ${response.status}.`);
  return parse(schema, body);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new ProviderError('The answer of the provider lacks something.');
  return result.data;
}
