import { randomUUID } from 'node:crypto';

import { HttpStatus, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Config } from '../config/config.js';
import { ClientErrorException } from '../http/client-error.exception.js';
import { Feedback } from './feedback.entity.js';
import { type NewFeedback } from './feedback.schema.js';

@Injectable()
export class FeedbackService {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {}

  /** Stores the feedback, and with it the job; the queue hears of it later, from the relay. */
  async accept(input: NewFeedback): Promise<Feedback> {
    const id = randomUUID();
    const sender = input.email.toLowerCase();
    await this.database.transaction(async (manager) => {
      await this.refuseAboveLimit(manager, sender);
      await manager.insert(Feedback, { id, sender, ...input });
    });
    return this.database.manager.findOneByOrFail(Feedback, { id });
  }

  find(id: string): Promise<Feedback | null> {
    return this.database.manager.findOneBy(Feedback, { id });
  }

  private async refuseAboveLimit(manager: EntityManager, sender: string): Promise<void> {
    const { rateLimit, rateWindowSeconds } = this.config;
    // Requests of one sender wait here for each other, until the transaction ends.
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sender]);
    const earliest = await manager
      .createQueryBuilder(Feedback, 'feedback')
      .select(
        `extract(epoch FROM "receivedAt" + make_interval(secs => :window) - clock_timestamp())`,
        'seconds',
      )
      .where({ sender })
      .setParameter('window', rateWindowSeconds)
      .orderBy('"receivedAt"', 'DESC')
      .offset(rateLimit - 1)
      .limit(1)
      .getRawOne<{ seconds: string }>();
    const seconds = Math.ceil(Number(earliest?.seconds ?? 0));
    if (seconds <= 0) return;
    throw new ClientErrorException(
      HttpStatus.TOO_MANY_REQUESTS,
      `${rateLimit} in a row are enough; please wait ${seconds} s.`,
      { headers: { 'Retry-After': String(seconds) } },
    );
  }
}
