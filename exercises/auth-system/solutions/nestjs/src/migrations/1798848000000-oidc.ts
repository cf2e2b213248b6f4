import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Oidc1798848000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE identities (
        issuer text,
        subject text,
        "userId" integer NOT NULL REFERENCES users ON DELETE CASCADE,
        PRIMARY KEY (issuer, subject)
      );

      CREATE TABLE oidc_logins (
        "browserHash" text PRIMARY KEY,
        state text NOT NULL,
        nonce text NOT NULL,
        "codeVerifier" text NOT NULL,
        "expiresAt" timestamptz NOT NULL
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE oidc_logins, identities;');
  }
}
