/** What is known of each feedback; every function takes a pool or, inside a transaction, its client. */

import { config } from '../config.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Requests of one sender wait here for each other, until the transaction ends. */
export async function lockSender(client, email) {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 0))', [email]);
}

/** How long the sender has to wait until one more feedback is allowed; 0 or less for not at all. */
export async function secondsToWait(client, email) {
  const { rows } = await client.query(
    `SELECT extract(epoch FROM received_at + make_interval(secs => $2) - clock_timestamp()) AS seconds
       FROM feedback
      WHERE lower(email) = lower($1)
      ORDER BY received_at DESC
     OFFSET $3 LIMIT 1`,
    [email, config.rateWindowSeconds, config.rateLimit - 1],
  );
  return rows.length > 0 ? Number(rows[0].seconds) : 0;
}

export async function insert(client, { email, rating, message }) {
  const { rows } = await client.query(
    'INSERT INTO feedback (email, rating, message) VALUES ($1, $2, $3) RETURNING *',
    [email, rating, message],
  );
  return rows[0];
}

export async function find(client, id) {
  if (!UUID.test(id)) return undefined;
  const { rows } = await client.query('SELECT * FROM feedback WHERE id = $1', [id]);
  return rows[0];
}

/**
 * The feedback, locked until the transaction ends, if there is something to be done for it now.
 * Whoever has a second copy of the job waits here, and then finds that it was done.
 */
export async function claim(client, id) {
  const { rows } = await client.query(
    `SELECT * FROM feedback
      WHERE id = $1 AND status = 'pending' AND due_at <= clock_timestamp()
        FOR UPDATE`,
    [id],
  );
  return rows[0];
}

export async function markDone(client, id) {
  await client.query(
    `UPDATE feedback
        SET status = 'done', attempts = attempts + 1, last_error = NULL, finished_at = clock_timestamp()
      WHERE id = $1`,
    [id],
  );
}

export async function markDead(client, id, error) {
  await client.query(
    `UPDATE feedback
        SET status = 'dead', attempts = attempts + 1, last_error = $2, finished_at = clock_timestamp()
      WHERE id = $1`,
    [id, error],
  );
}

/** Has the job queued again after that time. */
export async function postpone(client, id, error, seconds) {
  await client.query(
    `UPDATE feedback
        SET attempts = attempts + 1, last_error = $2, queued_at = NULL,
            due_at = clock_timestamp() + make_interval(secs => $3)
      WHERE id = $1`,
    [id, error, seconds],
  );
}

/** Ids of the jobs that are due and not in the queue, the oldest first; locked, so that no relay has the same. */
export async function lockDue(client) {
  const { rows } = await client.query(
    `SELECT id FROM feedback
      WHERE status = 'pending' AND queued_at IS NULL AND due_at <= clock_timestamp()
      ORDER BY due_at, number
      LIMIT 100
        FOR UPDATE SKIP LOCKED`,
  );
  return rows.map(({ id }) => id);
}

export async function markQueued(client, ids) {
  await client.query('UPDATE feedback SET queued_at = clock_timestamp() WHERE id = ANY($1)', [ids]);
}

export async function listDead(client) {
  const { rows } = await client.query("SELECT * FROM feedback WHERE status = 'dead' ORDER BY finished_at, number");
  return rows;
}

/** Gives a dead letter all its attempts again; undefined where there is none of that id. */
export async function revive(client, id) {
  if (!UUID.test(id)) return undefined;
  const { rows } = await client.query(
    `UPDATE feedback
        SET status = 'pending', attempts = 0, last_error = NULL, finished_at = NULL,
            queued_at = NULL, due_at = clock_timestamp()
      WHERE id = $1 AND status = 'dead'
  RETURNING *`,
    [id],
  );
  return rows[0];
}

export async function count(client) {
  const { rows } = await client.query('SELECT status, rating, count(*)::int AS count FROM feedback GROUP BY 1, 2');
  return rows;
}
