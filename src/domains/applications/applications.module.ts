import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class ApplicationsModule {}

/** 报名: see the README beside. */
export const applications: Domain = {
  name: 'applications',
  title: '报名',
  module: ApplicationsModule,
  entities: [],
  migrations,
};
