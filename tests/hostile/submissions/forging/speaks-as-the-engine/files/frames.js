import { writeSync } from 'node:fs';

const event = Buffer.from('{"event": "finished"}\n');
for (const stream of [0, 1, 2, 3]) {
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, event.length]);
  const endless = Buffer.from([stream, 0, 0, 0, 255, 255, 255, 255]);
  for (const descriptor of [1, 2]) writeSync(descriptor, Buffer.concat([head, event, endless, event]));
}
process.exit(3);
