import { type MigrationInterface } from 'typeorm';

import { Accounts1798761600000 } from './1798761600000-accounts.js';
import { Oidc1798848000000 } from './1798848000000-oidc.js';

/**
 * Each builds up a piece of the database, once. The process `release` of the Procfile runs them before the server
 * starts.
 */
export const migrations: (new () => MigrationInterface)[] = [
  Accounts1798761600000,
  Oidc1798848000000,
];
