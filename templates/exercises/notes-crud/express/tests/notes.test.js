import assert from 'node:assert/strict';
import { test } from 'node:test';

import { start } from './start.js';

// Your first goal: this test fails until POST /notes is there.
test('POST /notes answers 201 with the note', async (t) => {
  const url = await start(t);

  const response = await fetch(`${url}/notes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Milk', body: 'Two litres' }),
  });

  assert.equal(response.status, 201);
  const note = await response.json();
  assert.equal(note.title, 'Milk');
  assert.equal(note.body, 'Two litres');
  assert.ok(Number.isInteger(note.id));
});
