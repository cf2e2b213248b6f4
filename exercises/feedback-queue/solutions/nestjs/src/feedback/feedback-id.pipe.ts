import { Injectable, NotFoundException, ParseUUIDPipe } from '@nestjs/common';

/** What is no UUID is the id of nothing. */
@Injectable()
export class FeedbackIdPipe extends ParseUUIDPipe {
  constructor() {
    super({ exceptionFactory: () => new NotFoundException('There is nothing with this id.') });
  }
}
