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

// Your first goal: this test fails until POST /notes is there.
test('POST /notes answers 201 with the note', async () => {
  const response = await request(app.getHttpServer())
    .post('/notes')
    .send({ title: 'Milk', body: 'Two litres' });

  expect(response.status).toBe(201);
  expect(response.body).toMatchObject({ title: 'Milk', body: 'Two litres' });
  expect(response.body).toHaveProperty('id', expect.any(Number));
});
