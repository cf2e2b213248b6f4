const { env } = process;

export const config = {
  databaseUrl: env.DATABASE_URL,
  amqpUrl: env.AMQP_URL,
  smtpUrl: env.SMTP_URL,
  baseUrl: env.BASE_URL || 'http://localhost:3000',
  mailFrom: env.MAIL_FROM || 'feedback@example.com',
  rateLimit: number('RATE_LIMIT', 5),
  rateWindowSeconds: number('RATE_WINDOW_SECONDS', 60),
  mailAttempts: number('MAIL_ATTEMPTS', 5),
  retrySeconds: number('RETRY_SECONDS', 10),
  mailTimeoutSeconds: number('MAIL_TIMEOUT_SECONDS', 10),
};

function number(name, fallback) {
  const value = env[name] ? Number(env[name]) : fallback;
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, and is ${env[name]}`);
  return value;
}
