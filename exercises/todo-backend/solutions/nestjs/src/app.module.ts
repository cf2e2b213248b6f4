import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { HealthController } from './health.controller.js';
import { JsonErrorFilter } from './http/json-error.filter.js';
import { TodosModule } from './todos/todos.module.js';

@Module({
  imports: [TodosModule],
  controllers: [HealthController],
  providers: [{ provide: APP_FILTER, useClass: JsonErrorFilter }],
})
export class AppModule {}
