import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import { recordAudit } from '../../src/platform/audit/record-audit.js';
import type { Domain } from '../../src/platform/domain.js';
import { Consumes } from '../../src/platform/events/consumes.js';
import { DomainEvent, Published } from '../../src/platform/events/domain-event.js';

@Published('relay.word-said', 1)
export class WordSaid extends DomainEvent {
  @IsString()
  readonly word: string;
}

/** What the consumer does with a word: keeps it, fails, or says so and never ends. */
export const relay: { fails: boolean; holds?: (word: string) => void } = { fails: false };

@Injectable()
class RelayConsumer {
  @Consumes(WordSaid, 'relay.words')
  async keep(em: EntityManager, { word, occurredAt }: WordSaid): Promise<void> {
    if (relay.fails) throw new Error('the consumer is down');
    recordAudit(em, 'platform', {
      action: 'keep-word',
      subjectType: 'word',
      subjectId: word,
      at: new Date(occurredAt),
    });
    if (!relay.holds) return;
    relay.holds(word);
    await new Promise(() => undefined);
  }
}

@Module({ providers: [RelayConsumer] })
class RelayModule {}

/** A consumer that leaves its mark in the database, so that two processes can be seen to act once. */
export const relayDomain: Domain = {
  name: 'relay',
  title: '接力',
  module: RelayModule,
  entities: [],
  migrations: [],
};
