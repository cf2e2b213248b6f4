import express from 'express';

import { config } from '../config.js';
import { ClientError } from '../errors.js';
import { digest, newSecret } from '../secrets.js';
import { sendTokens } from '../sessions/routes.js';
import { beginSession } from '../sessions/store.js';
import { discover, ProviderError, redeemCode } from './provider.js';
import { findOrCreateUser, keepLogin, takeLogin } from './store.js';

const COOKIE = 'oidc_login';
const COOKIE_OPTIONS = {
  path: '/auth/oidc',
  httpOnly: true,
  sameSite: 'lax', // it has to come along when the provider sends the browser back
  secure: config.baseUrl.startsWith('https:'),
};

const redirectUri = `${config.baseUrl}/auth/oidc/callback`;

export function oidcRouter() {
  const router = express.Router();

  router.get('/login', async (req, res) => {
    const { authorizationEndpoint } = await discover();
    const [browser, state, nonce, codeVerifier] = [newSecret(), newSecret(), newSecret(), newSecret()];
    await keepLogin(browser, { state, nonce, codeVerifier });
    const location = new URL(authorizationEndpoint);
    location.search = new URLSearchParams({
      response_type: 'code',
      client_id: config.oidc.clientId,
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: digest(codeVerifier).toString('base64url'),
      code_challenge_method: 'S256',
    });
    res.cookie(COOKIE, browser, COOKIE_OPTIONS).redirect(location.href);
  });

  router.get('/callback', async (req, res) => {
    const { nonce, codeVerifier } = await takeLoginOf(req);
    res.clearCookie(COOKIE, COOKIE_OPTIONS);
    if (typeof req.query.code !== 'string') throw failed();
    const claims = await redeemCode({ code: req.query.code, codeVerifier, nonce, redirectUri }).catch(explain);
    const user = await findOrCreateUser(claims);
    if (!user) throw new ClientError(403, 'The provider has not verified your e-mail address.');
    sendTokens(res, await beginSession(user.id));
  });

  return router;
}

// The state shows that the browser which comes back is the one that was sent.
async function takeLoginOf(req) {
  const [, browser] = /(?:^|;\s*)oidc_login=([^;]+)/.exec(req.get('Cookie') ?? '') ?? [];
  const login = browser && (await takeLogin(browser));
  if (!login || req.query.state !== login.state) throw failed();
  return login;
}

function explain(error) {
  if (!(error instanceof ProviderError)) throw error;
  console.warn('login at the provider failed: %s', error.message);
  throw failed();
}

function failed() {
  return new ClientError(400, 'The login did not succeed. Begin again.');
}
