import { createRemoteJWKSet, jwtVerify } from 'jose';

import { config } from '../config.js';

const { issuer, clientId, clientSecret, keysSeconds } = config.oidc;
const TIMEOUT = 5_000;

export class ProviderError extends Error {}

let discovered;

/** The provider's endpoints and keys, asked for once, when they are needed first. */
export async function discover() {
  discovered ??= await fetchConfiguration();
  return discovered;
}

async function fetchConfiguration() {
  const found = await fetchJson(`${issuer}/.well-known/openid-configuration`);
  if (found.issuer !== issuer) throw new ProviderError('The provider names another issuer.');
  return {
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    // Fetched again when a token names a key that is not among them: keys may change at any moment.
    keys: createRemoteJWKSet(new URL(found.jwks_uri), {
      cooldownDuration: keysSeconds * 1000,
      timeoutDuration: TIMEOUT,
    }),
  };
}

/** Trades the code for an ID token, whose claims are given once all of it is proven (OIDC Core §3.1.3). */
export async function redeemCode({ code, codeVerifier, nonce, redirectUri }) {
  const { tokenEndpoint, keys } = await discover();
  const { id_token: idToken } = await fetchJson(tokenEndpoint, {
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
  const claims = await verifyIdToken(idToken, keys);
  if (claims.nonce !== nonce) throw new ProviderError('The ID token is not for this login.');
  return claims;
}

async function verifyIdToken(idToken, keys) {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    throw new ProviderError('The ID token is not valid.', { cause: error });
  }
}

async function fetchJson(url, options) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new ProviderError(`The provider answered ${response.status}.`);
  return response.json();
}
