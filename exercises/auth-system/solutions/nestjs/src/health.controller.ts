import { Controller, Get } from '@nestjs/common';

import { Public } from './sessions/public.decorator.js';

@Controller('health')
@Public()
export class HealthController {
  @Get()
  check(): { status: string } {
    return { status: 'ok' };
  }
}
