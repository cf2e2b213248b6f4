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

// Your first goal: this test fails until GET /quotes exists.
test('GET /quotes answers an array of quotes', async () => {
  const response = await request(app.getHttpServer()).get('/quotes');

  expect(response.status).toBe(200);
  const quotes = response.body as object[];
  expect(Array.isArray(quotes)).toBe(true);
  expect(Object.keys(quotes[0] ?? {}).sort()).toEqual(['author', 'id', 'text']);
});
