import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../src/app.js';

// The app needs its database: docker compose up -d && cp .env.example .env && npm run build && npm run release
let app: NestExpressApplication;

beforeAll(async () => {
  app = await createApp({ logger: ['error', 'warn'] });
  await app.init();
});

afterAll(() => app.close());

// Your first goal: this test fails until POST /feedback is there.
test('POST /feedback answers 202 with an id and the status pending', async () => {
  const response = await request(app.getHttpServer())
    .post('/feedback')
    .send({ email: `anna.${Date.now()}@example.com`, rating: 5, message: 'Very good.' });

  expect(response.status).toBe(202);
  expect(response.body).toMatchObject({ id: expect.any(String), status: 'pending' });
});
