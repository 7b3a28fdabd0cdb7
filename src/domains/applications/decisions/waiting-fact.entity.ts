import { defineEntity, p } from '@mikro-orm/core';
import { applicationActions } from '../contracts/index.js';

const WaitingFactSchema = defineEntity({
  name: 'WaitingFact',
  schema: 'applications',
  tableName: 'waiting_fact',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().index(),
    action: p.enum(applicationActions),
    at: p.datetime(),
    // sealed, kind `remark`
    reason: p.text().nullable(),
    seatId: p.uuid().nullable(),
  },
});

/** A fact that arrived before the one it follows, since order between messages is not promised: applied in its turn. */
export class WaitingFact extends WaitingFactSchema.class {}
WaitingFactSchema.setClass(WaitingFact);
