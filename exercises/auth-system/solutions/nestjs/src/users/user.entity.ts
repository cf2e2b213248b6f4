import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const roles = ['user', 'moderator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Somebody whose address is confirmed; until then there is only a registration. */
@Entity('users')
export class User {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text', { unique: true })
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: 'user' })
  role!: Role;

  /** Null for those who only log in at the provider. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;
}
