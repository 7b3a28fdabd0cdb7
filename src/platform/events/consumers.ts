import { RequestContext } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DecoratedMethods } from '../discovery/decorated-methods.js';
import { textArray } from '../database/text-array.js';
import { withScope } from '../scope/request-scope.js';
import { type Consumption, consumptionOf } from './consumes.js';
import { type DomainEvent, wireIdentity } from './domain-event.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { checked } from './record-event.js';

type Handle = (em: EntityManager, event: DomainEvent) => Promise<void>;
type Handler = Consumption & { readonly handle: Handle };

/** Finds the consumers of this process, registers their subscriptions, and applies one message to one consumer. */
@Injectable()
export class Consumers {
  private handlers: Map<string, Handler> | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly methods: DecoratedMethods,
  ) {}

  /** The wire names of this process's consumers. */
  names(): string[] {
    return [...this.find().keys()];
  }

  /** Makes the subscriptions of this process's domains those that its code has. */
  async register(domains: readonly string[]): Promise<void> {
    const wanted = [...this.find().values()].map(({ consumer, event }) => ({
      consumer,
      eventName: wireIdentity(event).name,
    }));
    const connection = this.em.getConnection();
    const marks = wanted.map(() => '(?, ?)').join(', ');
    if (wanted.length > 0) {
      await connection.execute(
        `insert into platform.subscription (consumer, event_name) values ${marks} on conflict do nothing`,
        wanted.flatMap(({ consumer, eventName }) => [consumer, eventName]),
      );
    }
    await connection.execute(
      `delete from platform.subscription where split_part(consumer, '.', 1) = any(?::text[])
       and not (consumer || ' ' || event_name = any(?::text[]))`,
      [textArray(domains), textArray(wanted.map(({ consumer, eventName }) => `${consumer} ${eventName}`))],
    );
  }

  /** Applies a message to a consumer, once: a message that has its receipt is left alone. */
  async apply(consumer: string, messageId: string): Promise<void> {
    const handler = this.find().get(consumer);
    if (!handler) throw new Error(`No consumer is called ${consumer}`);
    const em = this.em.fork();
    await withScope({ traceId: messageId, language: 'zh' }, () =>
      RequestContext.create(em, () =>
        em.transactional(async (tx) => {
          if (!(await this.isFirst(tx, consumer, messageId))) return;
          const message = await tx.findOneOrFail(OutboxMessage, { id: messageId });
          await handler.handle(tx, checked(handler.event, message.payload));
        }),
      ),
    );
  }

  private async isFirst(em: EntityManager, consumer: string, messageId: string): Promise<boolean> {
    const receipts = await em.execute<object[]>(
      'insert into platform.receipt (message_id, consumer, received_at) values (?, ?, ?) on conflict do nothing returning consumer',
      [messageId, consumer, this.clock.now()],
    );
    return receipts.length > 0;
  }

  private find(): Map<string, Handler> {
    this.handlers ??= byName(this.methods.find<Consumption, Handle>(consumptionOf));
    return this.handlers;
  }
}

/** One name for two methods would leave one of them without a message, and nobody would notice. */
function byName(handlers: readonly Handler[]): Map<string, Handler> {
  const named = new Map<string, Handler>();
  for (const handler of handlers) {
    if (named.has(handler.consumer)) throw new Error(`Two consumers are called ${handler.consumer}`);
    named.set(handler.consumer, handler);
  }
  return named;
}
