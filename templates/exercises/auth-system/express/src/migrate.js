// Runs the files of migrations/ that the database has not seen yet: `npm run migrate`.
import './env.js';
import { readdir, readFile } from 'node:fs/promises';

import { db, transaction } from './db.js';

const folder = new URL('../migrations/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();

await transaction(async (client) => {
  await client.query('SELECT pg_advisory_xact_lock(1)'); // two releases at once take turns
  await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)');
  const { rows } = await client.query('SELECT name FROM migrations');
  const seen = new Set(rows.map((row) => row.name));
  for (const name of names.filter((one) => !seen.has(one))) {
    await client.query(await readFile(new URL(name, folder), 'utf8'));
    await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    console.log(`ran ${name}`);
  }
});
await db.end();
