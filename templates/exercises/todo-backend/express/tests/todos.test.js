import assert from 'node:assert/strict';
import { test } from 'node:test';

import { start } from './start.js';

// Your first goal: this test fails until POST / is there.
test('POST / answers with the new todo', async (t) => {
  const url = await start(t);

  const response = await fetch(`${url}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Water the plants' }),
  });

  assert.equal(response.status, 201);
  const todo = await response.json();
  assert.equal(todo.title, 'Water the plants');
  assert.equal(todo.completed, false);
});
