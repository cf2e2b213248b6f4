import { setTimeout as sleep } from 'node:timers/promises';

import './env.js';
import { config } from './config.js';
import { pool } from './db.js';
import { relay, work } from './jobs.js';
import { Queue } from './queue.js';

const RELAY_MILLISECONDS = 100;

let stopping = false;

// Without its queue or its database a worker is of no use: it ends, and whoever runs it starts it again.
// Nothing is lost with it, for no job leaves the queue before its outcome is stored.
const queue = await Queue.connect(config.amqpUrl, () => {
  if (!stopping) throw new Error('the connection to the queue was lost');
});

await queue.consume(work);
const relaying = keepRelaying();
console.log('waiting for jobs');

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

async function keepRelaying() {
  while (!stopping) {
    await relay(queue);
    await sleep(RELAY_MILLISECONDS);
  }
}

async function stop() {
  stopping = true;
  await queue.stopConsuming();
  await relaying;
  await queue.close();
  await pool.end();
}
