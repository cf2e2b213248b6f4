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

// Your first goal: this test fails until POST /messages exists.
test('POST /messages answers 201 with the message', async () => {
  const response = await fetch(`${address}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'Hello there!' }),
  });

  assert.equal(response.status, 201);
  assert.equal((await response.json()).text, 'Hello there!');
});
