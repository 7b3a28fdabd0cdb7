import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class ExamsModule {}

/** 结业考试: see the README beside. */
export const exams: Domain = { name: 'exams', title: '结业考试', module: ExamsModule, entities: [], migrations };
