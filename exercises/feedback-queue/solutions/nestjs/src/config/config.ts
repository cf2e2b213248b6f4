import { Injectable } from '@nestjs/common';

const { env } = process;

/** The settings, as the environment has them. */
@Injectable()
export class Config {
  readonly baseUrl = env.BASE_URL || 'http://localhost:3000';
  readonly redisUrl = env.REDIS_URL || 'redis://localhost:6379';
  readonly smtpUrl = env.SMTP_URL || 'smtp://localhost:1025';
  readonly mailFrom = env.MAIL_FROM || 'feedback@example.com';
  readonly rateLimit = number('RATE_LIMIT', 5);
  readonly rateWindowSeconds = number('RATE_WINDOW_SECONDS', 60);
  readonly mailAttempts = number('MAIL_ATTEMPTS', 5);
  readonly mailTimeoutSeconds = number('MAIL_TIMEOUT_SECONDS', 10);
  readonly retrySeconds = number('RETRY_SECONDS', 10);
  readonly jobLeaseSeconds = number('JOB_LEASE_SECONDS', 60);
}

function number(name: string, fallback: number): number {
  const value = env[name] ? Number(env[name]) : fallback;
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, and is ${env[name]}`);
  return value;
}
