import { defineEntity, p } from '@mikro-orm/core';

const SubscriptionSchema = defineEntity({
  name: 'Subscription',
  schema: 'platform',
  tableName: 'subscription',
  properties: {
    consumer: p.string().length(120).primary(),
    eventName: p.string().length(120).primary(),
  },
});

/** Which consumer wants which event, across all processes on this database; each process registers its own at start. */
export class Subscription extends SubscriptionSchema.class {}
SubscriptionSchema.setClass(Subscription);
