import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';

import { Session } from './session.entity.js';

/** Those that were used are kept, so that a second use is noticed. */
@Entity('refresh_tokens')
export class RefreshToken {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Index()
  @Column('uuid')
  sessionId!: string;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  session!: Session;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
