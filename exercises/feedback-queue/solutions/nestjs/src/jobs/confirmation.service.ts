import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryDeepPartialEntity } from 'typeorm';

import { Config } from '../config/config.js';
import { Feedback } from '../feedback/feedback.entity.js';
import { MailRefusedError, MailService } from '../mail/mail.service.js';
import { isDue } from './due.js';

type Outcome = QueryDeepPartialEntity<Feedback>;

const now = () => 'clock_timestamp()';

@Injectable()
export class ConfirmationService {
  private readonly logger = new Logger(ConfirmationService.name);

  constructor(
    private readonly database: DataSource,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  /** Does the job of one feedback and stores the outcome; only after that may the queue forget the job. */
  async confirm(id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      // Whoever has a second copy of the job waits for this lock, and then finds that it was done.
      const feedback = await manager.findOne(Feedback, {
        where: { id, status: 'pending', dueAt: isDue() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!feedback) return;
      const outcome = await this.send(feedback);
      await manager.update(Feedback, { id }, { ...outcome, attempts: feedback.attempts + 1 });
    });
  }

  private async send(feedback: Feedback): Promise<Outcome> {
    try {
      await this.mail.sendConfirmation(feedback);
      return { status: 'done', lastError: null, finishedAt: now };
    } catch (error) {
      if (!(error instanceof MailRefusedError)) throw error;
      this.logger.warn(`feedback ${feedback.id}: ${error.message}`);
      return this.afterFailure(feedback, error);
    }
  }

  private afterFailure({ attempts }: Feedback, { message, permanent }: MailRefusedError): Outcome {
    if (permanent || attempts + 1 >= this.config.mailAttempts) {
      return { status: 'dead', lastError: message, finishedAt: now };
    }
    const seconds = this.config.retrySeconds * 2 ** attempts;
    return {
      lastError: message,
      dueAt: () => `clock_timestamp() + make_interval(secs => ${seconds})`,
      queuedAt: null,
    };
  }
}
