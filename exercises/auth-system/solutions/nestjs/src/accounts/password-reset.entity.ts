import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';

import { User } from '../users/user.entity.js';

@Entity('password_resets')
export class PasswordReset {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Index()
  @Column('integer')
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  user!: User;

  @Column('timestamptz')
  expiresAt!: Date;
}
