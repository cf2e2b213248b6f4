import './env.js';
import { createApp } from './app.js';

const port = Number(process.env.PORT || 3000);

const server = createApp().listen(port, (error) => {
  if (error) throw error;
  console.log(`listening on port ${port}`);
});

// Whoever stops the server (Ctrl-C, a container platform) lets requests in flight finish.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => server.close());
}
