import { Module } from '@nestjs/common';

import { HealthController } from './health.controller.js';

// TODO: POST / keeps a todo in memory and answers with it; begin here, with a controller and a service.
// TODO: GET / and DELETE /
// TODO: a route for each todo's url: GET, PATCH and DELETE
// TODO: let pages of other origins in, preflights included; which answers does that concern?

@Module({
  controllers: [HealthController],
})
export class AppModule {}
