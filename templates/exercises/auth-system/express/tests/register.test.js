import assert from 'node:assert/strict';
import { test } from 'node:test';

import { start } from './start.js';

// Your first goal: this test fails until POST /auth/register checks what it is given.
test('POST /auth/register says which fields are wrong', async (t) => {
  const url = await start(t);

  const response = await fetch(`${url}/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada', password: 'short', name: '' }),
  });

  assert.equal(response.status, 400);
  const { fields } = await response.json();
  assert.deepEqual(Object.keys(fields).sort(), ['email', 'name', 'password']);
});
