import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Accounts1798761600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE users (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        name text NOT NULL,
        role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'admin')),
        "passwordHash" text
      );

      CREATE TABLE registrations (
        "tokenHash" text PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        "passwordHash" text NOT NULL,
        "expiresAt" timestamptz NOT NULL
      );
      CREATE INDEX ON registrations (email);

      CREATE TABLE password_resets (
        "tokenHash" text PRIMARY KEY,
        "userId" integer NOT NULL REFERENCES users ON DELETE CASCADE,
        "expiresAt" timestamptz NOT NULL
      );
      CREATE INDEX ON password_resets ("userId");

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        "userId" integer NOT NULL REFERENCES users ON DELETE CASCADE
      );
      CREATE INDEX ON sessions ("userId");

      CREATE TABLE refresh_tokens (
        "tokenHash" text PRIMARY KEY,
        "sessionId" uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        "expiresAt" timestamptz NOT NULL,
        "usedAt" timestamptz
      );
      CREATE INDEX ON refresh_tokens ("sessionId");

      CREATE TABLE login_failures (
        email text PRIMARY KEY,
        count integer NOT NULL DEFAULT 1,
        "lastAt" timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE login_failures, refresh_tokens, sessions, password_resets, registrations, users;
    `);
  }
}
