import { Module } from '@nestjs/common';

import { HealthController } from './health.controller.js';

// TODO: POST /notes keeps a note in memory and answers 201 with it; begin here, with a controller and a service.
// TODO: GET /notes and GET /notes/:id
// TODO: PUT, PATCH and DELETE /notes/:id
// TODO: answer every error as JSON: { "error": "..." }

@Module({
  controllers: [HealthController],
})
export class AppModule {}
