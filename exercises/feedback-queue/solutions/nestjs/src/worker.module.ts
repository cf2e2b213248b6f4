import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ConfigModule } from './config/config.module.js';
import { dataSourceOptions } from './data-source.js';
import { JobsModule } from './jobs/jobs.module.js';

/** What `worker` is made of. */
@Module({
  imports: [ConfigModule, TypeOrmModule.forRoot(dataSourceOptions), JobsModule],
})
export class WorkerModule {}
