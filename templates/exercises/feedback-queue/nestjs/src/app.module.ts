import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { dataSourceOptions } from './data-source.js';
import { HealthController } from './health.controller.js';

// TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with an entity and a migration.
// TODO: GET /feedback/:id
// TODO: the worker (worker.module.ts)
// TODO: GET /dead-letters, POST /dead-letters/:id/retry, GET /stats
// TODO: answer every error as JSON: { "error": "..." }

/** What `web` is made of. */
@Module({
  imports: [TypeOrmModule.forRoot(dataSourceOptions)],
  controllers: [HealthController],
})
export class AppModule {}
