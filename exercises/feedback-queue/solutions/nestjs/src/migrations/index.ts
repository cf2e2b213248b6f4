import { type MigrationInterface } from 'typeorm';

import { Feedback1798761600000 } from './1798761600000-feedback.js';

/**
 * Each builds up a piece of the database, once. The process `release` of the Procfile runs them before the others
 * start.
 */
export const migrations: (new () => MigrationInterface)[] = [Feedback1798761600000];
