import { Global, Module } from '@nestjs/common';

import { Config } from './config.js';

@Global()
@Module({ providers: [Config], exports: [Config] })
export class ConfigModule {}
