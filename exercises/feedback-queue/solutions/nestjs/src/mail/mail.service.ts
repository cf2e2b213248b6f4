import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';

import { Config } from '../config/config.js';
import { type Feedback } from '../feedback/feedback.entity.js';
import { statusPath } from '../feedback/views.js';

/** The mail was not accepted; `permanent` says whether it never will be (RFC 5321 §4.2.1). */
export class MailRefusedError extends Error {
  constructor(
    message: string,
    readonly permanent: boolean,
  ) {
    super(message);
  }
}

@Injectable()
export class MailService {
  private readonly transport;

  constructor(private readonly config: Config) {
    const timeout = config.mailTimeoutSeconds * 1000;
    this.transport = createTransport({
      url: config.smtpUrl,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
    });
  }

  /** @throws MailRefusedError for whatever reason it was not accepted: no mail may take the worker down. */
  async sendConfirmation({ id, email }: Feedback): Promise<void> {
    const { baseUrl, mailFrom } = this.config;
    try {
      await this.transport.sendMail({
        // Should the mail have to be sent again after a crash, this tells mail programs that it is the same one.
        messageId: `<${id}@feedback.example.com>`,
        from: mailFrom,
        to: { name: '', address: email },
        subject: 'Thank you for your feedback',
        text: `We have received your feedback, thank you.\n\nWhat became of it: ${baseUrl}${statusPath(id)}\n`,
      });
    } catch (error) {
      throw refused(error);
    }
  }
}

/** What the server answered is in these two fields of nodemailer's errors. */
function refused(error: unknown): MailRefusedError {
  const { response, responseCode } = error as { response?: string; responseCode?: number };
  return new MailRefusedError(response ?? String(error), (responseCode ?? 0) >= 500);
}
