import { type NestExpressApplication } from '@nestjs/platform-express';
import request, { type Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApp } from '../src/app.js';
import { type Quote } from '../src/load-quotes.js';

let app: NestExpressApplication;

beforeAll(async () => {
  app = await createApp({ logger: ['error', 'warn'] });
  await app.init();
});

afterAll(() => app.close());

function get(path: string): Promise<Response> {
  return request(app.getHttpServer()).get(path);
}

function post(body: object | string): Promise<Response> {
  return request(app.getHttpServer())
    .post('/quotes')
    .set('Content-Type', 'application/json')
    .send(body);
}

describe('reading', () => {
  test('GET /quotes answers an array of quotes', async () => {
    const response = await get('/quotes');

    expect(response.status).toBe(200);
    const quotes = response.body as Quote[];
    expect(Object.keys(quotes[0] ?? {}).sort()).toEqual(['author', 'id', 'text']);
  });

  test('GET /quotes/random answers one of the quotes', async () => {
    const quotes = (await get('/quotes')).body as Quote[];

    const response = await get('/quotes/random');

    expect(response.status).toBe(200);
    expect(quotes).toContainEqual(response.body);
  });

  test('a search without a result is no error', async () => {
    const response = await get('/quotes?author=Zo%C3%AB');

    expect(response.status).toBe(200);
    expect(response.body).toEqual([]);
  });

  test.each(['/quotes/999', '/quotes/abc', '/quotes/2abc', '/nothing-here'])(
    'GET %s answers 404',
    async (path) => {
      const response = await get(path);

      expect(response.status).toBe(404);
      expect(response.body).toEqual({ error: expect.any(String) });
    },
  );
});

describe('adding', () => {
  test('a new quote is found by its address, by author and by text', async () => {
    const response = await post({ text: 'Ship it (100%).', author: 'Zoë Quill' });

    expect(response.status).toBe(201);
    const added = response.body as Quote;
    expect(response.headers.location).toBe(`/quotes/${added.id}`);
    expect((await get(`/quotes/${added.id}`)).body).toEqual(added);
    for (const query of [
      'author=zo%C3%AB+quill',
      'search=IT+(100%25)',
      'author=Zo%C3%AB+Quill&search=ship',
    ]) {
      expect((await get(`/quotes?${query}`)).body).toEqual([added]);
    }
  });

  test('every wrong field is explained', async () => {
    const response = await post({ text: '  ', author: 7 });

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({
      fields: { text: 'must not be empty', author: 'must be a string' },
    });
  });

  test.each(['{"text": "never closed', '[]', ''])(
    'a body that is no JSON object is refused: %s',
    async (body) => {
      const response = await post(body);

      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({ error: expect.any(String) });
    },
  );
});
