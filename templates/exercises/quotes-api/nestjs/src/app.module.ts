import { Module } from '@nestjs/common';

import { HealthController } from './health.controller.js';

// TODO 1: a QuotesController with GET /quotes, which answers all quotes. load-quotes.ts reads those that the server
// starts with.
// TODO 2: the other routes of the README, one after the other.
// TODO 3: errors as the README wants them, 404 for an unknown route included. A global exception filter sees all of
// them (look up APP_FILTER).

@Module({
  controllers: [HealthController],
})
export class AppModule {}
