import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import { type Response } from 'express';

import { ZodPipe } from '../http/zod.pipe.js';
import { FeedbackIdPipe } from './feedback-id.pipe.js';
import { newFeedback, type NewFeedback } from './feedback.schema.js';
import { FeedbackService } from './feedback.service.js';
import { statusPath, type StatusView, statusView } from './views.js';

@Controller('feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Post()
  @HttpCode(202)
  async submit(
    @Body(new ZodPipe(newFeedback)) input: NewFeedback,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatusView> {
    const accepted = await this.feedback.accept(input);
    response.location(statusPath(accepted.id));
    return statusView(accepted);
  }

  @Get(':id')
  async read(@Param('id', FeedbackIdPipe) id: string): Promise<StatusView> {
    const found = await this.feedback.find(id);
    if (!found) throw new NotFoundException(`There is no feedback ${id}.`);
    return statusView(found);
  }
}
