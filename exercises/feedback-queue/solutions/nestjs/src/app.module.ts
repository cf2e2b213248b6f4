import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ConfigModule } from './config/config.module.js';
import { dataSourceOptions } from './data-source.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { HealthController } from './health.controller.js';
import { JsonErrorFilter } from './http/json-error.filter.js';

/** What `web` is made of. It knows nothing of the queue, so that a queue that hangs cannot hold it up. */
@Module({
  imports: [ConfigModule, TypeOrmModule.forRoot(dataSourceOptions), FeedbackModule],
  controllers: [HealthController],
  providers: [{ provide: APP_FILTER, useClass: JsonErrorFilter }],
})
export class AppModule {}
