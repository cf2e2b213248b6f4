/** What clients are shown of a feedback. */

import { type Feedback, type Status } from './feedback.entity.js';

export interface StatusView {
  id: string;
  status: Status;
  rating: number;
  attempts: number;
  receivedAt: Date;
  finishedAt: Date | null;
}

export interface DeadLetterView {
  id: string;
  email: string;
  attempts: number;
  error: string | null;
  failedAt: Date | null;
}

export interface StatsView extends Record<Status, number> {
  total: number;
  ratings: Record<number, number>;
}

export function statusPath(id: string): string {
  return `/feedback/${id}`;
}

// Whoever has the link sees this: neither the address nor the message belongs here.
export function statusView(feedback: Feedback): StatusView {
  const { id, status, rating, attempts, receivedAt, finishedAt } = feedback;
  return { id, status, rating, attempts, receivedAt, finishedAt };
}

export function deadLetterView(feedback: Feedback): DeadLetterView {
  const { id, email, attempts, lastError: error, finishedAt: failedAt } = feedback;
  return { id, email, attempts, error, failedAt };
}
