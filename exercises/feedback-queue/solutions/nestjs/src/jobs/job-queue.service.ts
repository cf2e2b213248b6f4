import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue, type RedisOptions } from 'bullmq';

import { Config } from '../config/config.js';

export const QUEUE = 'feedback';

export interface Job {
  feedbackId: string;
}

/** The queue as it is seen by whoever puts jobs into it. */
@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly queue: Queue<Job>;

  constructor(config: Config) {
    this.queue = new Queue(QUEUE, {
      connection: { ...connection(config), commandTimeout: 2_000 },
      defaultJobOptions: {
        // A mail that is refused is no failure here. What may fail is the database; then all there is to do is
        // to try again.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'fixed', delay: 1_000 },
        removeOnComplete: true,
      },
    });
    this.queue.on('error', () => {}); // whoever publishes hears of it
  }

  /** Returns when the queue has all of them, in this order. */
  async publish(feedbackIds: string[]): Promise<void> {
    await this.queue.addBulk(
      feedbackIds.map((feedbackId) => ({ name: 'confirm', data: { feedbackId } })),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

export function connection({ redisUrl }: Config): RedisOptions {
  return { url: redisUrl };
}
