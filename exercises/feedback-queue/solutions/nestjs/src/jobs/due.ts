import { type FindOperator, Raw } from 'typeorm';

/** By the clock of the database, which is the same for all workers. */
export function isDue(): FindOperator<Date> {
  return Raw((column) => `${column} <= clock_timestamp()`);
}
