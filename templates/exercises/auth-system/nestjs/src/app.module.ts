import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { dataSourceOptions } from './data-source.js';
import { HealthController } from './health.controller.js';

// TODO: POST /auth/register checks its input and answers 202; begin here.
// TODO: the mail with the link, POST /auth/confirm, POST /auth/login, GET /me; data-source.ts has the database
// TODO: POST /auth/refresh and /auth/logout; /auth/forgot and /auth/reset; the lock-out
// TODO: the routes of /users, with who may do what
// TODO: GET /auth/oidc/login and /auth/oidc/callback
// TODO: answer every error as JSON: { "error": "..." }

@Module({
  imports: [TypeOrmModule.forRoot(dataSourceOptions)],
  controllers: [HealthController],
})
export class AppModule {}
