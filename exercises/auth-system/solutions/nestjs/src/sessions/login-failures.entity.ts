import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By address, not by user, so that addresses without an account are locked alike. */
@Entity('login_failures')
export class LoginFailures {
  @PrimaryColumn('text')
  email!: string;

  @Column('integer', { default: 1 })
  count!: number;

  @Column('timestamptz', { default: () => 'now()' })
  lastAt!: Date;
}
