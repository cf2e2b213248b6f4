import { createApp } from '../src/app.js';

/** Starts the app on a free port for one test; gives its address. */
export async function start(t) {
  const server = createApp().listen(0);
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  t.after(() => server.close());
  return `http://localhost:${server.address().port}`;
}
