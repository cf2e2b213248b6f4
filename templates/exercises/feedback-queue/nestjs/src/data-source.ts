import './env.js';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { migrations } from './migrations/index.js';

export const dataSourceOptions: DataSourceOptions = {
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [], // TODO: your entities
  migrations,
};

/** What migrate.ts and TypeORM's command line work with; the server has its own, made by TypeOrmModule. */
export const dataSource = new DataSource(dataSourceOptions);
