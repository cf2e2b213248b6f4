import amqp from 'amqplib';

const NAME = 'feedback';

/** The queue of feedback ids in RabbitMQ. */
export class Queue {
  #connection;
  #channel;
  #consumerTag;
  #inHand;
  #stopping = false;

  static async connect(url, onLost) {
    const queue = new Queue();
    queue.#connection = await amqp.connect(url);
    queue.#connection.on('error', (error) => console.error('queue:', error.message));
    queue.#connection.on('close', onLost);
    queue.#channel = await queue.#connection.createConfirmChannel();
    await queue.#channel.assertQueue(NAME, { durable: true });
    await queue.#channel.prefetch(1); // one at a time keeps the order
    return queue;
  }

  /** Returns when the broker has taken responsibility for all of them. */
  async publish(ids) {
    for (const id of ids) this.#channel.sendToQueue(NAME, Buffer.from(id), { persistent: true });
    await this.#channel.waitForConfirms();
  }

  /** Calls `work(id)` for one job after the other. A job whose worker dies before its end is delivered again. */
  async consume(work) {
    const { consumerTag } = await this.#channel.consume(NAME, (delivery) => {
      // What comes while we stop stays unacknowledged, and so goes back to the queue.
      if (delivery && !this.#stopping) this.#inHand = this.#handle(delivery, work);
    });
    this.#consumerTag = consumerTag;
  }

  async #handle(delivery, work) {
    await work(delivery.content.toString());
    this.#channel.ack(delivery);
  }

  /** Takes no further job, and returns when the last one is finished. */
  async stopConsuming() {
    this.#stopping = true;
    await this.#channel.cancel(this.#consumerTag);
    await this.#inHand;
  }

  async close() {
    await this.#channel.close();
    await this.#connection.close();
  }
}
