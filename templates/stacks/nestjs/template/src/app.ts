import { type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from './app.module.js';

/** The app as it is served, for main.ts and for the tests alike. */
export function createApp(options: NestApplicationOptions = {}): Promise<NestExpressApplication> {
  return NestFactory.create<NestExpressApplication>(AppModule, options);
}
