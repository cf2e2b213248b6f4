import nodemailer from 'nodemailer';

import { config } from './config.js';

const timeout = config.mailTimeoutSeconds * 1000;

const transport = nodemailer.createTransport({
  url: config.smtpUrl,
  connectionTimeout: timeout,
  greetingTimeout: timeout,
  socketTimeout: timeout,
});

export async function sendConfirmation({ id, email }) {
  await transport.sendMail({
    // Should the mail have to be sent again after a crash, this tells mail programs that it is the same one.
    messageId: `<${id}@feedback.example.com>`,
    from: config.mailFrom,
    to: { name: '', address: email },
    subject: 'Thank you for your feedback',
    text: `We have received your feedback, thank you.\n\nWhat became of it: ${config.baseUrl}/feedback/${id}\n`,
  });
}

/** Whether the mail server said "never" rather than "not now" (RFC 5321 §4.2.1). */
export function isPermanent(error) {
  return error.responseCode >= 500;
}
