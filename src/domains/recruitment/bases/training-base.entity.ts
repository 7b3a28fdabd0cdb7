import { defineEntity, p } from '@mikro-orm/core';
import { type BaseAction, baseLifecycle } from './base.lifecycle.js';

const TrainingBaseSchema = defineEntity({
  name: 'TrainingBase',
  schema: 'recruitment',
  tableName: 'training_base',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(60).unique(),
    address: p.string().length(200),
    contactName: p.string().length(40),
    contactPhone: p.string().length(40),
    introduction: p.text().nullable(),
    status: p.enum(baseLifecycle.states),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** 培训基地: its contact is the institution's, published to everybody. */
export class TrainingBase extends TrainingBaseSchema.class {
  follow(action: BaseAction): void {
    this.status = baseLifecycle.next(this.status, action);
  }
}
TrainingBaseSchema.setClass(TrainingBase);
