import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

import { Config } from '../config/config.js';
import { newSecret } from '../secrets.js';

@Injectable()
export class PasswordsService implements OnModuleInit {
  private nobodys = '';

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.nobodys = await this.hash(newSecret());
  }

  /** Argon2id as OWASP recommends it: 19 MiB, two passes. Salt and settings are part of the hash. */
  hash(password: string): Promise<string> {
    const { argon2Passes } = this.config;
    return hash(password, { memoryCost: 19_456, timeCost: argon2Passes, parallelism: 1 });
  }

  /** Takes as long where there is no hash, so where there is no such user, as for a wrong password. */
  async matches(password: string, passwordHash: string | null | undefined): Promise<boolean> {
    const right = await verify(passwordHash ?? this.nobodys, password);
    return right && Boolean(passwordHash);
  }
}
