import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { dataSourceOptions } from './data-source.js';

// TODO: a provider that takes jobs from the queue and does them, one after the other: send the mail, then store the
// outcome. Its lifecycle hooks (onApplicationBootstrap, beforeApplicationShutdown) begin and end the work.

/** What `worker` is made of. */
@Module({
  imports: [TypeOrmModule.forRoot(dataSourceOptions)],
})
export class WorkerModule {}
