import { Column, Entity, PrimaryColumn } from 'typeorm';

export const statuses = ['pending', 'done', 'dead'] as const;
export type Status = (typeof statuses)[number];

@Entity('feedback')
export class Feedback {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  /** The address in lower case: whose limit it is. */
  @Column('text')
  sender!: string;

  @Column('smallint')
  rating!: number;

  @Column('text')
  message!: string;

  @Column('text', { default: 'pending' })
  status!: Status;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  receivedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  // The outbox is in the same row, so that a feedback and its job are stored together or not at all.

  /** When the job may be begun. */
  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  dueAt!: Date;

  /** When the queue got the job; null as long as it has to be handed over. */
  @Column('timestamptz', { nullable: true })
  queuedAt!: Date | null;
}
