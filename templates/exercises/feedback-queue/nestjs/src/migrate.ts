// Runs the migrations that the database has not seen yet: `npm run release`.
import { Logger } from '@nestjs/common';

import { dataSource } from './data-source.js';

await dataSource.initialize();
const lock = dataSource.createQueryRunner();
await lock.query('SELECT pg_advisory_lock(1)'); // two releases at once take turns
for (const { name } of await dataSource.runMigrations()) Logger.log(`ran ${name}`, 'migrate');
await lock.release();
await dataSource.destroy();
