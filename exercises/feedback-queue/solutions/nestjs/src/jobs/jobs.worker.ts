import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Worker } from 'bullmq';

import { Config } from '../config/config.js';
import { ConfirmationService } from './confirmation.service.js';
import { connection, type Job, QUEUE } from './job-queue.service.js';

/** Takes jobs from the queue, one after the other. */
@Injectable()
export class JobsWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobsWorker.name);
  private readonly worker: Worker<Job>;

  constructor(config: Config, confirmations: ConfirmationService) {
    const lease = config.jobLeaseSeconds * 1000;
    this.worker = new Worker<Job>(QUEUE, ({ data }) => confirmations.confirm(data.feedbackId), {
      connection: connection(config),
      autorun: false,
      concurrency: 1, // one at a time keeps the order
      // A living worker renews its lease in time. Jobs whose lease is over go back into the queue, however often.
      lockDuration: lease,
      stalledInterval: lease,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    this.worker.on('error', (error) => this.logger.warn(`queue: ${error.message}`));
    this.worker.on('failed', (_, error) => this.logger.error(error.stack));
  }

  onApplicationBootstrap(): void {
    void this.worker.run();
    this.logger.log('waiting for jobs');
  }

  /** Takes no further job, and waits for the one in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }
}
