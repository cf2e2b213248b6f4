import assert from 'node:assert/strict';
import { test } from 'node:test';

import { start } from './start.js';

const PREFLIGHT = {
  Origin: 'https://client.example',
  'Access-Control-Request-Method': 'PATCH',
  'Access-Control-Request-Headers': 'content-type',
};

function send(method, url, body) {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(url, { method, headers, body: JSON.stringify(body) });
}

async function add(url, fields) {
  return (await send('POST', `${url}/`, fields)).json();
}

test('POST / answers with the new todo', async (t) => {
  const url = await start(t);

  const response = await send('POST', `${url}/`, { title: 'Water the plants', order: 3 });

  assert.equal(response.status, 201);
  const todo = await response.json();
  assert.deepEqual(todo, { id: '1', title: 'Water the plants', completed: false, order: 3, url: `${url}/todos/1` });
  assert.equal(response.headers.get('Location'), todo.url);
});

test('a url leads to its todo, and the list has it', async (t) => {
  const url = await start(t);
  const todo = await add(url, { title: 'Water the plants' });

  assert.deepEqual(await (await fetch(todo.url)).json(), todo);
  assert.deepEqual(await (await fetch(`${url}/`)).json(), [todo]);
});

test('a url has the name by which the server was reached', async (t) => {
  const url = (await start(t)).replace('localhost', '127.0.0.1');

  const todo = await add(url, { title: 'Water the plants' });

  assert.ok(todo.url.startsWith(`${url}/`));
});

test('PATCH changes the given fields and keeps the others', async (t) => {
  const url = await start(t);
  let todo = await add(url, { title: 'Water the plants', order: 3 });

  for (const change of [{ completed: true }, { title: 'Water the cactus' }, { order: 1 }, { completed: false }, {}]) {
    const response = await send('PATCH', todo.url, change);

    todo = { ...todo, ...change };
    assert.deepEqual(await response.json(), todo);
    assert.deepEqual(await (await fetch(todo.url)).json(), todo);
  }
});

test('DELETE deletes one todo, or all of them at the root', async (t) => {
  const url = await start(t);
  const [first, second] = [await add(url, { title: 'One' }), await add(url, { title: 'Two' })];

  assert.equal((await fetch(first.url, { method: 'DELETE' })).status, 204);
  assert.equal((await fetch(first.url)).status, 404);
  assert.deepEqual(await (await fetch(`${url}/`)).json(), [second]);

  assert.equal((await fetch(`${url}/`, { method: 'DELETE' })).status, 204);
  assert.deepEqual(await (await fetch(`${url}/`)).json(), []);
});

for (const body of [undefined, [], {}, { title: ' ' }, { title: 7 }, { title: 'One', order: '1' }]) {
  test(`what is no todo is refused: ${JSON.stringify(body)}`, async (t) => {
    const response = await send('POST', `${await start(t)}/`, body);

    assert.equal(response.status, 400);
    assert.equal(typeof (await response.json()).error, 'string');
  });
}

test('every answer is open to all origins, errors too', async (t) => {
  const url = await start(t);

  for (const path of ['/', '/todos/7', '/nothing']) {
    const response = await fetch(url + path, { headers: { Origin: PREFLIGHT.Origin } });

    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
  }
});

test('a preflight permits what clients send', async (t) => {
  const url = await start(t);

  for (const path of ['/', '/todos/1']) {
    const response = await fetch(url + path, { method: 'OPTIONS', headers: PREFLIGHT });

    assert.equal(response.status, 204);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(response.headers.get('Access-Control-Allow-Methods'), /\bPATCH\b.*\bDELETE\b/);
    assert.match(response.headers.get('Access-Control-Allow-Headers'), /\bcontent-type\b/i);
  }
});
