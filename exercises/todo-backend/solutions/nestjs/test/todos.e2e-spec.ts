import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { createApp } from '../src/app.js';

interface TodoView {
  id: string;
  title: string;
  completed: boolean;
  order?: number;
  url: string;
}

const app: NestExpressApplication = await createApp({ logger: ['error', 'warn'] });
await app.init();

afterAll(() => app.close());

function api() {
  return request(app.getHttpServer());
}

async function add(fields: object): Promise<TodoView> {
  const response = await api().post('/').set('Host', 'localhost:3000').send(fields).expect(201);
  return response.body as TodoView;
}

function pathOf({ url }: TodoView): string {
  return new URL(url).pathname;
}

beforeEach(async () => {
  await api().delete('/').expect(204);
});

describe('a todo', () => {
  test('POST / answers with the new todo', async () => {
    const todo = await add({ title: 'Water the plants', order: 3 });

    expect(todo).toEqual({
      id: todo.id,
      title: 'Water the plants',
      completed: false,
      order: 3,
      url: `http://localhost:3000/todos/${todo.id}`,
    });
  });

  test('its url leads to it, by the name that the client used', async () => {
    const todo = await add({ title: 'Water the plants' });

    const host = '127.0.0.1:3000';
    const response = await api().get(pathOf(todo)).set('Host', host);

    expect(response.body).toEqual({ ...todo, url: `http://${host}${pathOf(todo)}` });
  });

  test('PATCH changes the given fields and keeps the others', async () => {
    let todo = await add({ title: 'Water the plants', order: 3 });

    for (const change of [{ completed: true }, { order: 1 }, { completed: false }, {}]) {
      const response = await api().patch(pathOf(todo)).set('Host', 'localhost:3000').send(change);

      todo = { ...todo, ...change };
      expect(response.body).toEqual(todo);
    }
    expect((await api().get('/').set('Host', 'localhost:3000')).body).toEqual([todo]);
  });

  test('DELETE deletes one and leaves the others', async () => {
    const [first, second] = [await add({ title: 'One' }), await add({ title: 'Two' })];

    await api().delete(pathOf(first)).expect(204);

    await api().get(pathOf(first)).expect(404);
    expect((await api().get('/').set('Host', 'localhost:3000')).body).toEqual([second]);
  });

  test.each([[[]], [{}], [{ title: ' ' }], [{ title: 7 }], [{ title: 'One', order: '1' }]])(
    'is not %j',
    async (body) => {
      const response = await api().post('/').send(body);

      expect(response.status).toBe(400);
      expect(response.body).toEqual({ error: expect.any(String) });
    },
  );
});

describe('pages of other origins', () => {
  const origin = 'https://client.example';

  test.each(['/', '/todos/0', '/nothing'])('may read the answer to GET %s', async (path) => {
    const response = await api().get(path).set('Origin', origin);

    expect(response.headers['access-control-allow-origin']).toBe('*');
  });

  test.each(['/', '/todos/0'])('are permitted by a preflight to send JSON to %s', async (path) => {
    const response = await api()
      .options(path)
      .set('Origin', origin)
      .set('Access-Control-Request-Method', 'PATCH')
      .set('Access-Control-Request-Headers', 'content-type');

    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['access-control-allow-methods']).toContain('PATCH');
    expect(response.headers['access-control-allow-headers']).toMatch(/content-type/i);
  });
});
