import assert from 'node:assert/strict';
import { test } from 'node:test';

import { start } from './start.js';

test('GET /health says that the server is up', async (t) => {
  const url = await start(t);

  const response = await fetch(`${url}/health`);

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});
