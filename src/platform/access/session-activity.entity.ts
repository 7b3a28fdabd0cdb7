import { defineEntity, p } from '@mikro-orm/core';

const SessionActivitySchema = defineEntity({
  name: 'SessionActivity',
  schema: 'platform',
  tableName: 'session_activity',
  properties: {
    sessionId: p.uuid().primary(),
    lastRequestAt: p.datetime().index(),
  },
});

/** When a member of staff last asked for anything, in whichever process. */
export class SessionActivity extends SessionActivitySchema.class {}
SessionActivitySchema.setClass(SessionActivity);
