import { defineEntity, p } from '@mikro-orm/core';

const RecoveryCodeSchema = defineEntity({
  name: 'RecoveryCode',
  schema: 'accounts',
  tableName: 'recovery_code',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid().index(),
    // keyed, and bound to the account
    codeHash: p.string().columnType('char(64)').unique(),
    usedAt: p.datetime().strictNullable(),
  },
});

/** One of the codes that stand for a lost authenticator, each once. */
export class RecoveryCode extends RecoveryCodeSchema.class {}
RecoveryCodeSchema.setClass(RecoveryCode);
