import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createApp } from '../src/app.js';

let server;
let address;

before(async () => {
  server = createApp().listen(0); // 0: any port that is free
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://localhost:${server.address().port}`;
});

after(() => server.close());

function post(body) {
  return fetch(`${address}/quotes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}

test('GET /health says that the server is up', async () => {
  const response = await fetch(`${address}/health`);

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

test('GET /quotes answers an array of quotes', async () => {
  const response = await fetch(`${address}/quotes`);

  assert.equal(response.status, 200);
  const quotes = await response.json();
  assert.ok(Array.isArray(quotes));
  assert.deepEqual(Object.keys(quotes[0]).sort(), ['author', 'id', 'text']);
});

test('GET /quotes/random answers one of the quotes', async () => {
  const quotes = await (await fetch(`${address}/quotes`)).json();

  const response = await fetch(`${address}/quotes/random`);

  assert.equal(response.status, 200);
  const drawn = await response.json();
  assert.deepEqual(drawn, quotes.find((quote) => quote.id === drawn.id));
});

test('a new quote is found by its address, by author and by text', async () => {
  const response = await post(JSON.stringify({ text: 'Ship it (100%).', author: 'Zoë Quill' }));

  assert.equal(response.status, 201);
  const added = await response.json();
  const location = response.headers.get('Location');
  assert.equal(location, `/quotes/${added.id}`);
  assert.deepEqual(await (await fetch(address + location)).json(), added);
  for (const query of ['author=zo%C3%AB+quill', 'search=IT+(100%25)', 'author=Zo%C3%AB+Quill&search=ship']) {
    assert.deepEqual(await (await fetch(`${address}/quotes?${query}`)).json(), [added], query);
  }
});

test('a search without a result is no error', async () => {
  const response = await fetch(`${address}/quotes?author=Zo%C3%AB`);

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), []);
});

for (const path of ['/quotes/999', '/quotes/abc', '/quotes/2abc', '/nothing-here']) {
  test(`GET ${path} answers 404`, async () => {
    const response = await fetch(address + path);

    assert.equal(response.status, 404);
    assert.equal(typeof (await response.json()).error, 'string');
  });
}

test('every wrong field is explained', async () => {
  const response = await post('{"text": "  ", "author": 7}');

  assert.equal(response.status, 400);
  const { fields } = await response.json();
  assert.deepEqual(fields, { text: 'must not be empty', author: 'must be a string' });
});

for (const body of ['{"text": "never closed', '[]', '']) {
  test(`a body that is no JSON object is refused: ${body || 'none'}`, async () => {
    const response = await post(body);

    assert.equal(response.status, 400);
    assert.equal(typeof (await response.json()).error, 'string');
  });
}
