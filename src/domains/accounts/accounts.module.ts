import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { migrations } from './migrations/index.js';

@Module({ controllers: [], providers: [] })
export class AccountsModule {}

/** 账号: see the README beside. */
export const accounts: Domain = { name: 'accounts', title: '账号', module: AccountsModule, entities: [], migrations };
