import './env.js';
import { NestFactory } from '@nestjs/core';

import { WorkerModule } from './worker.module.js';

const app = await NestFactory.createApplicationContext(WorkerModule);
// On SIGTERM the shutdown hooks of the providers run to their end, then the process ends with 0.
app.enableShutdownHooks([], { useProcessExit: true });
