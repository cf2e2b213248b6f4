import './env.js';
import { Logger } from '@nestjs/common';

import { createApp } from './app.js';

const port = process.env.PORT || 3000;

const app = await createApp();
// Whoever stops the server (Ctrl-C, a container platform) lets requests in flight finish.
app.enableShutdownHooks([], { useProcessExit: true });
await app.listen(port);
Logger.log(`listening on port ${port}`, 'main');
