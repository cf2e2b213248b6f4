import { config } from './config.js';
import { transaction } from './db.js';
import * as store from './feedback/store.js';
import { isPermanent, sendConfirmation } from './mailer.js';

/** Does the job of one feedback and records the outcome; only after that may the queue forget the job. */
export async function work(id) {
  await transaction(async (client) => {
    const feedback = await store.claim(client, id);
    if (!feedback) return; // it was done already, or it waits for its next attempt
    try {
      await sendConfirmation(feedback);
    } catch (error) {
      await recordFailure(client, feedback, error);
      return;
    }
    await store.markDone(client, id);
  });
}

async function recordFailure(client, { id, attempts }, error) {
  console.error(`feedback ${id}: ${error.message}`);
  if (isPermanent(error) || attempts + 1 >= config.mailAttempts) {
    await store.markDead(client, id, error.message);
  } else {
    await store.postpone(client, id, error.message, config.retrySeconds * 2 ** attempts);
  }
}

/** Hands over what is due to the queue. Should it die in between, a job is queued twice, and done once. */
export async function relay(queue) {
  await transaction(async (client) => {
    const ids = await store.lockDue(client);
    if (ids.length === 0) return;
    await queue.publish(ids);
    await store.markQueued(client, ids);
  });
}
