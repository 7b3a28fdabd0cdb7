import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { EventFields } from '../../../platform/events/domain-event.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { Settings } from '../../../platform/settings/settings.js';
import { type CodeChannel, CodeIssued, type CodePurpose } from '../contracts/index.js';
import { requireWithinLimits, RESEND_SECONDS } from './code-limits.js';
import { networkOf } from '../limits/network-of.js';
import { Code } from './code.entity.js';
import { CodeExpired, CodeWrong } from './code.problems.js';

const LIFETIME_MILLISECONDS = 5 * 60 * 1000;
export const MAX_TRIES = 5;

export interface CodeRequest {
  readonly purpose: CodePurpose;
  readonly channel: CodeChannel;
  /** The registration, reset or change that the code is for. */
  readonly subjectId: string;
  /** Phone number or e-mail address, normalised. */
  readonly target: string;
  /** Sends it, or hands over what would be sent to whoever finds out later whether the target wants it. */
  readonly send: true | ((issued: EventFields<CodeIssued>) => Promise<void>);
}

/** That a code was right; worth nothing until it is used. */
export interface Proof {
  readonly codeId: string;
  readonly channel: CodeChannel;
  /** Keyed hash of the phone or mailbox that it was sent to. */
  readonly targetIndex: string;
}

interface TriedCode {
  readonly id: string;
  readonly code_hash: string;
  readonly tries: number;
  readonly channel: CodeChannel;
  readonly target_index: string;
}

/** Issues and proves one-time codes; a code proves its own purpose and target for one subject, once. */
@Injectable()
export class Codes {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly settings: Settings,
  ) {}

  /** Issues a code in the transaction of `em`, or refuses beyond the limits. Returns the seconds until another may be asked for. */
  async issue(em: EntityManager, { purpose, channel, subjectId, target, send }: CodeRequest): Promise<number> {
    const now = this.clock.now();
    const kind = channel === 'sms' ? 'phone' : 'email';
    const targetIndex = this.targetIndex(channel, target);
    const address = networkOf(currentScope()?.ip);
    const perAddress = this.settings.codesPerAddress;
    await requireWithinLimits(em, { purpose, targetIndex, address, perAddress }, now);
    // only the newest of a subject counts, whichever channel the ones before it went by
    await em.nativeUpdate(Code, { subjectId, expiresAt: { $gt: now } }, { expiresAt: now });
    const id = randomUUID();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + LIFETIME_MILLISECONDS);
    const codeHash = this.hash(id, code);
    em.create(Code, { id, purpose, channel, subjectId, targetIndex, codeHash, address, issuedAt: now, expiresAt });
    const issued = {
      aggregateId: id,
      aggregateVersion: 1,
      occurredAt: now.toISOString(),
      purpose,
      channel,
      target: this.encryption.seal(kind, target),
      code: this.encryption.seal('code', code),
      expiresAt: expiresAt.toISOString(),
    };
    if (send === true) recordEvent(em, CodeIssued, issued);
    else await send(issued);
    return RESEND_SECONDS;
  }

  /**
   * Checks the code of the subject. The try is counted and committed before anything else, so that neither a
   * refusal nor a race gives tries away; `use` the proof in the transaction of what it allows.
   */
  async check(purpose: CodePurpose, subjectId: string, code: string): Promise<Proof> {
    const [tried] = await this.em.fork().execute<TriedCode[]>(
      `update accounts.code set tries = tries + 1
       where purpose = ? and subject_id = ? and tries < ? and used_at is null and expires_at > ?
       returning id, code_hash, tries, channel, target_index`,
      [purpose, subjectId, MAX_TRIES, this.clock.now()],
    );
    if (!tried) throw new CodeExpired();
    if (tried.code_hash !== this.hash(tried.id, code)) throw wrongCode(MAX_TRIES - tried.tries);
    return { codeId: tried.id, channel: tried.channel, targetIndex: tried.target_index };
  }

  /** Uses a proof up; of two that race with the same code, one is refused. */
  async use(em: EntityManager, { codeId }: Proof): Promise<void> {
    const used = await em.nativeUpdate(Code, { id: codeId, usedAt: null }, { usedAt: this.clock.now() });
    if (used === 0) throw new CodeExpired();
  }

  /** Forgets every code that went to somebody; returns their ids, which their messages carry. */
  async forget(em: EntityManager, phone: string, email: string | null): Promise<string[]> {
    const targets = [this.targetIndex('sms', phone), ...(email === null ? [] : [this.targetIndex('email', email)])];
    const codes = await em.find(Code, { targetIndex: { $in: targets } }, { fields: ['id'] });
    const ids = codes.map(({ id }) => id);
    await em.nativeDelete(Code, { id: { $in: ids } });
    return ids;
  }

  /** Whom the limits are counted for: one mailbox in every spelling, since no provider tells capitals apart. */
  private targetIndex(channel: CodeChannel, target: string): string {
    return channel === 'sms'
      ? this.encryption.index('phone', target)
      : this.encryption.index('email', target.toLowerCase());
  }

  /** Keyed and bound to the code's id: six digits under a plain hash are guessed in no time. */
  private hash(id: string, code: string): string {
    return this.encryption.index('code', `${id}:${code}`);
  }
}

const wrongCode = (triesLeft: number) =>
  new CodeWrong({
    errors: [
      {
        pointer: '/code',
        code: 'wrong',
        detail: { zh: `验证码错误，还可尝试 ${triesLeft} 次`, en: `is wrong, ${triesLeft} tries are left` },
      },
    ],
    members: { triesLeft },
  });
