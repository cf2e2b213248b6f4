import pg from 'pg';

import { config } from './config.js';

export const pool = new pg.Pool({ connectionString: config.databaseUrl, allowExitOnIdle: true });

// A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
pool.on('error', (error) => console.error('database:', error.message));

/** Runs `work(client)` in one transaction: all of it happens, or nothing. */
export async function transaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // Giving the connection up rolls back, even where it is the connection that broke.
    client.release(error);
    throw error;
  }
}
