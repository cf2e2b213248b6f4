import { setTimeout as sleep } from 'node:timers/promises';

import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';

import { Feedback } from '../feedback/feedback.entity.js';
import { isDue } from './due.js';
import { JobQueue } from './job-queue.service.js';

const PAUSE_MILLISECONDS = 100;
const MOST_AT_ONCE = 100;

/** Hands over to the queue what is due. */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private stopping = false;
  private running = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly queue: JobQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.relay();
      } catch (error) {
        this.logger.warn(`nothing was handed over: ${String(error)}`); // and so it is tried again
      }
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  /** Should it die between the two steps, a job is queued twice, and done once. */
  private async relay(): Promise<void> {
    await this.database.transaction(async (manager) => {
      const due = await manager.find(Feedback, {
        select: { id: true, dueAt: true },
        where: { status: 'pending', queuedAt: IsNull(), dueAt: isDue() },
        order: { dueAt: 'ASC' },
        take: MOST_AT_ONCE,
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (due.length === 0) return;
      const ids = due.map(({ id }) => id);
      await this.queue.publish(ids);
      await manager.update(Feedback, { id: In(ids) }, { queuedAt: () => 'clock_timestamp()' });
    });
  }
}
