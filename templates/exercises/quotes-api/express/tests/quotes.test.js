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

test('GET /health says that the server is up', async () => {
  const response = await fetch(`${address}/health`);

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

// Your first goal: this test fails until GET /quotes exists.
test('GET /quotes answers an array of quotes', async () => {
  const response = await fetch(`${address}/quotes`);

  assert.equal(response.status, 200);
  const quotes = await response.json();
  assert.ok(Array.isArray(quotes));
  assert.deepEqual(Object.keys(quotes[0]).sort(), ['author', 'id', 'text']);
});
