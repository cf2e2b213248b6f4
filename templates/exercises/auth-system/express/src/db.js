import pg from 'pg';

// A server that was told to stop should not stay alive for the sake of idle connections.
export const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, allowExitOnIdle: true });

/** Runs the work in one transaction: all of it takes effect, or nothing does. */
export async function transaction(work) {
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
