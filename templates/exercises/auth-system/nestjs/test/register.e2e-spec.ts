import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../src/app.js';

// The app needs its database: docker compose up -d && cp .env.example .env
let app: NestExpressApplication;

beforeAll(async () => {
  app = await createApp({ logger: ['error', 'warn'] });
  await app.init();
});

afterAll(() => app.close());

// Your first goal: this test fails until POST /auth/register checks what it is given.
test('POST /auth/register says which fields are wrong', async () => {
  const response = await request(app.getHttpServer())
    .post('/auth/register')
    .send({ email: 'ada', password: 'short', name: '' });

  expect(response.status).toBe(400);
  const { fields } = response.body as { fields: object };
  expect(Object.keys(fields).toSorted()).toEqual(['email', 'name', 'password']);
});
