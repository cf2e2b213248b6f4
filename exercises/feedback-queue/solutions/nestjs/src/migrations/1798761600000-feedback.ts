import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Feedback1798761600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Not now(): that is when a transaction began, perhaps before it waited for a lock.
    await queryRunner.query(`
      CREATE TABLE feedback (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        sender text NOT NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
        message text NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'dead')),
        attempts integer NOT NULL DEFAULT 0,
        "lastError" text,
        "receivedAt" timestamptz NOT NULL DEFAULT clock_timestamp(),
        "finishedAt" timestamptz,
        "dueAt" timestamptz NOT NULL DEFAULT clock_timestamp(),
        "queuedAt" timestamptz
      );

      CREATE INDEX ON feedback (sender, "receivedAt");
      CREATE INDEX ON feedback ("dueAt") WHERE status = 'pending' AND "queuedAt" IS NULL;
      CREATE INDEX ON feedback ("finishedAt") WHERE status = 'dead';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE feedback');
  }
}
