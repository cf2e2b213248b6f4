import assert from 'node:assert/strict';
import { test } from 'node:test';

import '../src/env.js';
import { start } from './start.js';

// Your first goal: this test fails until POST /feedback is there.
// It needs the database: docker compose up -d && npm run release
test('POST /feedback answers 202 with an id and the status pending', async (t) => {
  const url = await start(t);

  const response = await fetch(`${url}/feedback`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `anna.${Date.now()}@example.com`, rating: 5, message: 'Very good.' }),
  });

  assert.equal(response.status, 202);
  const feedback = await response.json();
  assert.equal(typeof feedback.id, 'string');
  assert.equal(feedback.status, 'pending');
});
