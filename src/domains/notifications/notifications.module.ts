import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class NotificationsModule {}

/** 通知: see the README beside. */
export const notifications: Domain = {
  name: 'notifications',
  title: '通知',
  module: NotificationsModule,
  entities: [],
  migrations,
};
