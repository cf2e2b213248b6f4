import { type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from './app.module.js';

/** The app as it is served, for main.ts and for the tests alike. */
export async function createApp(
  options: NestApplicationOptions = {},
): Promise<NestExpressApplication> {
  // Nest would read forms as well; this API speaks JSON alone.
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    ...options,
    bodyParser: false,
  });
  app.useBodyParser('json');
  return app;
}
