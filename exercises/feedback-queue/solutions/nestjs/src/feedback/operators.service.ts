import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

import { Feedback, type Status } from './feedback.entity.js';
import { type StatsView } from './views.js';

interface Count {
  status: Status;
  rating: number;
  count: number;
}

/** What the people who run the service look at. */
@Injectable()
export class OperatorsService {
  constructor(@InjectRepository(Feedback) private readonly feedback: Repository<Feedback>) {}

  listDead(): Promise<Feedback[]> {
    return this.feedback.find({ where: { status: 'dead' }, order: { finishedAt: 'ASC' } });
  }

  /** Gives a dead letter all its attempts again, and gives it back; null where none has that id. */
  async revive(id: string): Promise<Feedback | null> {
    const { affected } = await this.feedback.update(
      { id, status: 'dead' },
      {
        status: 'pending',
        attempts: 0,
        lastError: null,
        finishedAt: null,
        dueAt: () => 'clock_timestamp()',
        queuedAt: null,
      },
    );
    return affected ? this.feedback.findOneBy({ id }) : null;
  }

  async count(): Promise<StatsView> {
    const counts = await this.feedback
      .createQueryBuilder('feedback')
      .select(['status', 'rating', 'count(*)::integer AS count'])
      .groupBy('status')
      .addGroupBy('rating')
      .getRawMany<Count>();
    const stats: StatsView = {
      total: 0,
      pending: 0,
      done: 0,
      dead: 0,
      ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    };
    for (const { status, rating, count } of counts) {
      stats.total += count;
      stats[status] += count;
      stats.ratings[rating] = (stats.ratings[rating] ?? 0) + count;
    }
    return stats;
  }
}
