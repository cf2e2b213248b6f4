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

// Your first goal: this test fails until POST / is there.
test('POST / answers with the new todo', async () => {
  const response = await request(app.getHttpServer()).post('/').send({ title: 'Water the plants' });

  expect(response.status).toBe(201);
  expect(response.body).toMatchObject({ title: 'Water the plants', completed: false });
});
