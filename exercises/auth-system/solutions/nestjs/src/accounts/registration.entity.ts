import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Waits for its confirmation. An address may have several, each with its own name and password. */
@Entity('registrations')
export class Registration {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Index()
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  passwordHash!: string;

  @Column('timestamptz')
  expiresAt!: Date;
}
