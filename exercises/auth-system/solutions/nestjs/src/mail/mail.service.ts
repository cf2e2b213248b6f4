import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';

import { Config } from '../config/config.js';

@Injectable()
export class MailService {
  private readonly transport;

  constructor(private readonly config: Config) {
    this.transport = createTransport(config.smtpUrl);
  }

  sendConfirmation(to: string, token: string): Promise<void> {
    const link = `${this.config.baseUrl}/confirm?token=${token}`;
    return this.send(
      to,
      'Confirm your address',
      `Open this link to finish your registration:\n\n${link}\n`,
    );
  }

  sendAlreadyRegistered(to: string): Promise<void> {
    return this.send(
      to,
      'You have an account already',
      'Somebody, perhaps you, tried to register with your address. You have an account already.\n',
    );
  }

  sendReset(to: string, token: string): Promise<void> {
    const link = `${this.config.baseUrl}/reset?token=${token}`;
    return this.send(
      to,
      'Set a new password',
      `Open this link to set a new password:\n\n${link}\n`,
    );
  }

  private async send(to: string, subject: string, text: string): Promise<void> {
    await this.transport.sendMail({ from: 'Accounts <no-reply@example.com>', to, subject, text });
  }
}
