import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../clock/clock.js';
import { Settings } from '../settings/settings.js';
import { OutboxEntry, type OutboxKind } from './outbox-entry.entity.js';

export interface LocalMessage {
  readonly kind: OutboxKind;
  /** Phone or e-mail address; null for a captcha. */
  readonly to: string | null;
  readonly text: string;
  /** The code in the text, or the captcha's answer. */
  readonly code?: string;
  readonly captchaId?: string;
}

/** Catches SMS, e-mail and captcha answers where nothing is really sent, so that a developer can read them. */
@Injectable()
export class LocalOutbox {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Keeps a message; in its own transaction unless the caller's `em` is given. Throws outside local installations. */
  async keep(message: LocalMessage, em: EntityManager = this.em.fork()): Promise<void> {
    if (!this.settings.local) throw new Error('The local outbox exists only in local installations');
    em.persist(
      em.create(OutboxEntry, {
        id: randomUUID(),
        kind: message.kind,
        to: message.to,
        text: message.text,
        code: message.code ?? null,
        captchaId: message.captchaId ?? null,
        createdAt: this.clock.now(),
      }),
    );
    await em.flush();
  }
}
