import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class RecruitmentModule {}

/** 招录: see the README beside. */
export const recruitment: Domain = {
  name: 'recruitment',
  title: '招录',
  module: RecruitmentModule,
  entities: [],
  migrations,
};
