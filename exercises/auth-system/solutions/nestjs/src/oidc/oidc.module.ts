import { Module } from '@nestjs/common';

import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { OidcController } from './oidc.controller.js';
import { OidcService } from './oidc.service.js';
import { ProviderService } from './provider.service.js';

@Module({
  imports: [SessionsModule, UsersModule],
  controllers: [OidcController],
  providers: [OidcService, ProviderService],
})
export class OidcModule {}
