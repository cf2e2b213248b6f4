import { Module } from '@nestjs/common';

import { MailService } from '../mail/mail.service.js';
import { ConfirmationService } from './confirmation.service.js';
import { JobQueue } from './job-queue.service.js';
import { JobsWorker } from './jobs.worker.js';
import { OutboxRelay } from './outbox-relay.service.js';

@Module({
  providers: [MailService, JobQueue, OutboxRelay, ConfirmationService, JobsWorker],
})
export class JobsModule {}
