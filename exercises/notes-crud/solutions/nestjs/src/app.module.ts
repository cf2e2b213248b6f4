import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { HealthController } from './health.controller.js';
import { JsonErrorFilter } from './http/json-error.filter.js';
import { NotesModule } from './notes/notes.module.js';

@Module({
  imports: [NotesModule],
  controllers: [HealthController],
  providers: [{ provide: APP_FILTER, useClass: JsonErrorFilter }],
})
export class AppModule {}
