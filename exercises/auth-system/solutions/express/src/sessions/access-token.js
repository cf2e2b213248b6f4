import { jwtVerify, SignJWT } from 'jose';

import { config } from '../config.js';

// Pinned here, never read from a token: whoever makes a token could choose `none`.
const ALGORITHM = 'HS256';

export function signAccessToken({ userId, sessionId }) {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(userId)
    .setIssuer(config.baseUrl)
    .setIssuedAt()
    .setExpirationTime(`${config.accessTokenSeconds}s`)
    .sign(config.jwtSecret);
}

/** Gives what the token says, or throws when it is not one of ours or has expired. */
export async function readAccessToken(token) {
  const { payload } = await jwtVerify(token, config.jwtSecret, {
    algorithms: [ALGORITHM],
    issuer: config.baseUrl,
    requiredClaims: ['exp', 'sub', 'sid'],
  });
  return { userId: payload.sub, sessionId: payload.sid };
}
