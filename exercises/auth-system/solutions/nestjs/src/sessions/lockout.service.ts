import { HttpStatus, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

import { Config } from '../config/config.js';
import { ClientErrorException } from '../http/client-error.exception.js';
import { LoginFailures } from './login-failures.entity.js';

@Injectable()
export class LockoutService {
  constructor(
    @InjectRepository(LoginFailures) private readonly failures: Repository<LoginFailures>,
    private readonly config: Config,
  ) {}

  /**
   * Counts an attempt to log in before its password is looked at, in one statement, so that guesses made at
   * the same time are counted as well.
   *
   * @throws ClientErrorException when the address is locked.
   */
  async countAttempt(email: string): Promise<void> {
    const { lockoutAttempts, lockoutSeconds } = this.config;
    const counted: unknown[] = await this.failures.query(
      `INSERT INTO login_failures AS earlier (email) VALUES ($1)
       ON CONFLICT (email) DO UPDATE SET
         count = CASE WHEN earlier.count >= $2 THEN 1 ELSE earlier.count + 1 END,
         "lastAt" = now()
       WHERE earlier.count < $2 OR earlier."lastAt" <= now() - make_interval(secs => $3)
       RETURNING count`,
      [email, lockoutAttempts, lockoutSeconds],
    );
    if (counted.length === 0) throw await this.locked(email);
  }

  async forgetAttempts(email: string): Promise<void> {
    await this.failures.delete({ email });
  }

  private async locked(email: string): Promise<ClientErrorException> {
    const failures = await this.failures.findOneBy({ email });
    const since = failures?.lastAt.getTime() ?? 0;
    const seconds = Math.ceil((since - Date.now()) / 1000 + this.config.lockoutSeconds);
    return new ClientErrorException(
      HttpStatus.TOO_MANY_REQUESTS,
      'Too many failed logins. Try again later.',
      { headers: { 'Retry-After': String(Math.max(1, seconds)) } },
    );
  }
}
