import { type MigrationInterface } from 'typeorm';

/**
 * Migrations build up the database, each once, in the order of the time stamps at the end of their names. The
 * process `release` of the Procfile runs them before the server starts; on your machine `npm run release` does.
 *
 * `npx typeorm migration:create src/migrations/feedback --esm` makes a new one, to be filled with SQL;
 * `npm run build && npm run typeorm -- migration:generate src/migrations/feedback --esm` makes it of what your
 * entities have and the database lacks. Name its class here.
 */
export const migrations: (new () => MigrationInterface)[] = [];
