import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApp } from '../src/app.js';
import { type Note } from '../src/notes/note.js';

let app: NestExpressApplication;

beforeAll(async () => {
  app = await createApp({ logger: ['error', 'warn'] });
  await app.init();
});

afterAll(() => app.close());

function api() {
  return request(app.getHttpServer());
}

async function create(note: object): Promise<Note> {
  const response = await api().post('/notes').send(note).expect(201);
  return response.body as Note;
}

describe('the life of a note', () => {
  test('POST /notes answers 201 with the note and its address', async () => {
    const response = await api().post('/notes').send({ title: 'Milk', body: 'Two litres' });

    expect(response.status).toBe(201);
    const note = response.body as Note;
    expect(note).toEqual({ id: note.id, title: 'Milk', body: 'Two litres' });
    expect(response.headers.location).toBe(`/notes/${note.id}`);
    await api().get(`/notes/${note.id}`).expect(200, note);
  });

  test('PUT replaces everything, PATCH what is given', async () => {
    const { id } = await create({ title: 'Milk', body: 'Two litres' });

    await api()
      .patch(`/notes/${id}`)
      .send({ title: 'Oat milk' })
      .expect(200, { id, title: 'Oat milk', body: 'Two litres' });
    await api()
      .put(`/notes/${id}`)
      .send({ title: 'Tea' })
      .expect(200, { id, title: 'Tea', body: '' });
  });

  test('an id is not given again after a delete', async () => {
    const { id } = await create({ title: 'Milk' });

    await api().delete(`/notes/${id}`).expect(204);

    await api().get(`/notes/${id}`).expect(404);
    expect((await create({ title: 'Tea' })).id).toBeGreaterThan(id);
  });
});

describe('what is refused', () => {
  test('every wrong field is named at once', async () => {
    const response = await api()
      .post('/notes')
      .set('Content-Type', 'application/json')
      .send('{"body": 42, "constructor": 1, "__proto__": 1}');

    expect(response.status).toBe(400);
    const { fields } = response.body as { fields: object };
    expect(new Map(Object.entries(fields))).toEqual(
      new Map([
        ['title', 'is required'],
        ['body', 'must be a string'],
        ['constructor', 'is not a field that you can set'],
        ['__proto__', 'is not a field that you can set'],
      ]),
    );
  });

  test.each([
    ['half of a surrogate pair', '{"title": "\\ud800"}'],
    ['a blank title', '{"title": " \\n"}'],
    ['a title that is too long', JSON.stringify({ title: '👍'.repeat(201) })],
    ['no object', '[]'],
    ['no JSON', '{"title": '],
    ['nesting without end', `{"title": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('%s', async (_, body) => {
    const response = await api().post('/notes').set('Content-Type', 'application/json').send(body);

    expect(response.status).toBe(400);
    expect(response.body).toHaveProperty('error', expect.any(String));
  });

  test('a body that is not JSON', async () => {
    await api().post('/notes').type('form').send({ title: 'Milk' }).expect(415);
  });

  test('a method that the path does not have', async () => {
    const response = await api().delete('/notes');

    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('GET, HEAD, POST');
  });

  test.each(['01', '1.0', '0x1', '%2B1', '__proto__', '9'.repeat(500)])('the id %s', async (id) => {
    await create({ title: 'Milk' });

    await api().get(`/notes/${id}`).expect(404);
  });
});
