import { Injectable } from '@nestjs/common';

/** The settings, as the environment has them. */
@Injectable()
export class Config {
  readonly baseUrl = text('BASE_URL');
  readonly smtpUrl = text('SMTP_URL');
  readonly jwtSecret = new TextEncoder().encode(text('JWT_SECRET'));
  readonly adminEmail = (process.env.ADMIN_EMAIL ?? '').toLowerCase();
  readonly accessTokenSeconds = number('ACCESS_TOKEN_SECONDS', 900);
  readonly refreshTokenSeconds = number('REFRESH_TOKEN_SECONDS', 30 * 24 * 3600);
  readonly mailTokenSeconds = number('MAIL_TOKEN_SECONDS', 3600);
  readonly lockoutAttempts = number('LOCKOUT_ATTEMPTS', 5);
  readonly lockoutSeconds = number('LOCKOUT_SECONDS', 900);
  readonly argon2Passes = number('ARGON2_PASSES', 2);
  readonly oidc = {
    issuer: text('OIDC_ISSUER'),
    clientId: text('OIDC_CLIENT_ID'),
    clientSecret: text('OIDC_CLIENT_SECRET'),
    keysSeconds: number('OIDC_KEYS_SECONDS', 30),
  };
}

function text(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is missing.`);
  return value;
}

function number(name: string, fallback: number): number {
  const value = process.env[name] ? Number(process.env[name]) : fallback;
  if (!(value > 0)) throw new Error(`The environment variable ${name} has to be a number above 0.`);
  return value;
}
