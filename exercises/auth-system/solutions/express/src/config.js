const env = process.env;

function required(name) {
  if (!env[name]) throw new Error(`The environment variable ${name} is missing.`);
  return env[name];
}

export const config = {
  baseUrl: required('BASE_URL'),
  jwtSecret: new TextEncoder().encode(required('JWT_SECRET')),
  smtpUrl: required('SMTP_URL'),
  adminEmail: (env.ADMIN_EMAIL ?? '').toLowerCase(),
  oidc: {
    issuer: required('OIDC_ISSUER'),
    clientId: required('OIDC_CLIENT_ID'),
    clientSecret: required('OIDC_CLIENT_SECRET'),
    keysSeconds: Number(env.OIDC_KEYS_SECONDS ?? 30),
  },
  accessTokenSeconds: Number(env.ACCESS_TOKEN_SECONDS ?? 900),
  refreshTokenSeconds: Number(env.REFRESH_TOKEN_SECONDS ?? 30 * 24 * 3600),
  mailTokenSeconds: Number(env.MAIL_TOKEN_SECONDS ?? 3600),
  lockoutAttempts: Number(env.LOCKOUT_ATTEMPTS ?? 5),
  lockoutSeconds: Number(env.LOCKOUT_SECONDS ?? 900),
  argon2Passes: Number(env.ARGON2_PASSES ?? 2),
};
