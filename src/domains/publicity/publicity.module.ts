import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class PublicityModule {}

/** 公示: see the README beside. */
export const publicity: Domain = {
  name: 'publicity',
  title: '公示',
  module: PublicityModule,
  entities: [],
  migrations,
};
