import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class ReviewModule {}

/** 审核: see the README beside. */
export const review: Domain = { name: 'review', title: '审核', module: ReviewModule, entities: [], migrations };
