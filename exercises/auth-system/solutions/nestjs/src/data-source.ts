import './env.js';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { PasswordReset } from './accounts/password-reset.entity.js';
import { Registration } from './accounts/registration.entity.js';
import { migrations } from './migrations/index.js';
import { Identity } from './oidc/identity.entity.js';
import { OidcLogin } from './oidc/oidc-login.entity.js';
import { LoginFailures } from './sessions/login-failures.entity.js';
import { RefreshToken } from './sessions/refresh-token.entity.js';
import { Session } from './sessions/session.entity.js';
import { User } from './users/user.entity.js';

export const dataSourceOptions: DataSourceOptions = {
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [
    User,
    Registration,
    PasswordReset,
    Session,
    RefreshToken,
    LoginFailures,
    Identity,
    OidcLogin,
  ],
  migrations,
};

/** What migrate.ts and TypeORM's command line work with; the server has its own, made by TypeOrmModule. */
export const dataSource = new DataSource(dataSourceOptions);
