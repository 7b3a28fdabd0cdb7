import { defineEntity, p } from '@mikro-orm/core';

const EndedSessionSchema = defineEntity({
  name: 'EndedSession',
  schema: 'platform',
  tableName: 'ended_session',
  properties: {
    sessionId: p.uuid().primary(),
    // when the last token of the session has expired by anybody's clock, and the row is of no more use
    forgetAt: p.datetime().index(),
  },
});

/** A session whose tokens are refused though they have not expired; a trigger announces it to every process. */
export class EndedSession extends EndedSessionSchema.class {}
EndedSessionSchema.setClass(EndedSession);
