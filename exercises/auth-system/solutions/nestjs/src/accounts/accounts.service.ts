import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';

import { Config } from '../config/config.js';
import { MailService } from '../mail/mail.service.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { digest, newSecret } from '../secrets.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { PasswordReset } from './password-reset.entity.js';
import { Registration } from './registration.entity.js';

interface NewAccount {
  email: string;
  password: string;
  name: string;
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: DataSource,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  /** Whoever asks learns nothing about who has an account; the owner of the address does, by mail. */
  async register({ email, password, name }: NewAccount): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    if (await this.users.findByEmail(email)) {
      await this.mail.sendAlreadyRegistered(email);
      return;
    }
    const token = newSecret();
    await this.database.manager.insert(Registration, {
      tokenHash: digest(token),
      email,
      name,
      passwordHash,
      expiresAt: this.expiry(),
    });
    await this.mail.sendConfirmation(email, token);
  }

  /**
   * Makes a user of the registration with this token, and forgets all others of the address: somebody else may
   * have made them, with another password. Says whether there is a new user.
   */
  async confirm(token: string): Promise<boolean> {
    const tokenHash = digest(token);
    return this.database.transaction(async (manager) => {
      const valid = { tokenHash, expiresAt: MoreThan(new Date()) };
      const registration = await manager.findOneBy(Registration, valid);
      if (!registration) return false;
      const { email, name, passwordHash } = registration;
      // Of several who come as far as this at the same time, the unique address lets one through.
      const created = await this.users.create(manager, { email, name, passwordHash });
      await manager.delete(Registration, { email });
      return created;
    });
  }

  async sendReset(email: string): Promise<void> {
    const user = await this.users.findByEmail(email);
    if (!user) return;
    const token = newSecret();
    await this.database.manager.insert(PasswordReset, {
      tokenHash: digest(token),
      userId: user.id,
      expiresAt: this.expiry(),
    });
    await this.mail.sendReset(email, token);
  }

  /** Sets the password of the user whom the token was mailed to, and ends their sessions and other links. */
  async reset(token: string, password: string): Promise<boolean> {
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (manager) => {
      const valid = { tokenHash: digest(token), expiresAt: MoreThan(new Date()) };
      const reset = await manager.findOneBy(PasswordReset, valid);
      if (!reset) return false;
      const { userId } = reset;
      // Those who reset the same password at the same time take turns, and only the first still has its link.
      await manager.findOne(User, { where: { id: userId }, lock: { mode: 'pessimistic_write' } });
      const { affected } = await manager.delete(PasswordReset, valid);
      if (!affected) return false;
      await manager.update(User, { id: userId }, { passwordHash });
      await manager.delete(PasswordReset, { userId });
      await this.sessions.endAllOf(manager, userId);
      return true;
    });
  }

  private expiry(): Date {
    return new Date(Date.now() + this.config.mailTokenSeconds * 1000);
  }
}
