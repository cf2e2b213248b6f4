import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../src/app.js';

let app: NestExpressApplication;

beforeAll(async () => {
  app = await createApp({ logger: ['error', 'warn'] });
  await app.init();
});

afterAll(() => app.close());

test('GET /health says that the server is up', async () => {
  const response = await request(app.getHttpServer()).get('/health');

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ status: 'ok' });
});
