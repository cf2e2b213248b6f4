import { Controller, Get, HttpCode, NotFoundException, Param, Post, Res } from '@nestjs/common';
import { type Response } from 'express';

import { FeedbackIdPipe } from './feedback-id.pipe.js';
import { OperatorsService } from './operators.service.js';
import {
  type DeadLetterView,
  deadLetterView,
  type StatsView,
  statusPath,
  type StatusView,
  statusView,
} from './views.js';

@Controller()
export class OperatorsController {
  constructor(private readonly operators: OperatorsService) {}

  @Get('dead-letters')
  async listDeadLetters(): Promise<DeadLetterView[]> {
    const dead = await this.operators.listDead();
    return dead.map(deadLetterView);
  }

  @Post('dead-letters/:id/retry')
  @HttpCode(202)
  async retryDeadLetter(
    @Param('id', FeedbackIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatusView> {
    const revived = await this.operators.revive(id);
    if (!revived) throw new NotFoundException(`There is no dead letter ${id}.`);
    response.location(statusPath(id));
    return statusView(revived);
  }

  @Get('stats')
  readStats(): Promise<StatsView> {
    return this.operators.count();
  }
}
