import { defineEntity, p } from '@mikro-orm/core';
import type { ProblemClass } from '../../../platform/problems/problem.js';
import { occasionNames } from '../templates/occasions.js';
import { deliveryLifecycle } from './delivery.lifecycle.js';
import { CodeExpired } from './delivery.problems.js';

/** With the queue's growing delays (e to the power of the attempt, in seconds) the last is made after some three and a half hours. */
export const MAX_ATTEMPTS = 10;

export const deliveryChannels = ['sms', 'email'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

const DeliverySchema = defineEntity({
  name: 'Delivery',
  schema: 'notifications',
  tableName: 'delivery',
  properties: {
    id: p.uuid().primary(),
    // the fact that is told: one fact goes out once on each channel
    subjectId: p.uuid(),
    subjectVersion: p.integer(),
    // whom it is sent to; none for a code, which may be for somebody without an account
    accountId: p.uuid().strictNullable(),
    occasion: p.enum(occasionNames),
    channel: p.enum(deliveryChannels),
    // sealed, kind `phone` or `email`
    recipient: p.text(),
    maskedRecipient: p.string().length(254),
    subject: p.string().length(200),
    // sealed, kind `remark`; a text with a code is forgotten as soon as it is not needed
    text: p.text().nullable(),
    // sealed, kind `code`
    code: p.text().nullable(),
    expiresAt: p.datetime().nullable(),
    status: p.enum(deliveryLifecycle.states),
    attempts: p.integer().default(0),
    lastError: p.string().length(200).nullable(),
    lastAttemptAt: p.datetime().nullable(),
    sentAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: 'delivery_once_unique', properties: ['subjectId', 'subjectVersion', 'occasion', 'channel'] }],
  indexes: [
    { name: 'delivery_account_index', properties: ['accountId'] },
    // where the deliveries to one address are looked for: it stands sealed, and seals differ
    { name: 'delivery_masked_recipient_index', properties: ['maskedRecipient'] },
    { name: 'delivery_newest_index', properties: ['createdAt', 'id'] },
    { name: 'delivery_status_newest_index', properties: ['status', 'createdAt', 'id'] },
  ],
});

/** One message on its way over one channel, with what became of each attempt. */
export class Delivery extends DeliverySchema.class {
  isWaiting(): boolean {
    return this.status === 'pending' || this.status === 'failed';
  }

  isLateAt(now: Date): boolean {
    return this.expiresAt != null && this.expiresAt <= now;
  }

  succeed(now: Date): void {
    this.status = deliveryLifecycle.next(this.status, 'succeed');
    this.attempts += 1;
    this.lastAttemptAt = now;
    this.sentAt = now;
    this.lastError = null;
    this.forgetCode();
  }

  /** Notes a failed attempt; after the last one it is a dead letter. */
  fail(reason: string, now: Date): void {
    this.attempts += 1;
    this.lastAttemptAt = now;
    this.lastError = reason;
    this.status = deliveryLifecycle.next(this.status, this.attempts < MAX_ATTEMPTS ? 'fail' : 'give-up');
  }

  expire(): void {
    this.status = deliveryLifecycle.next(this.status, 'expire');
    this.forgetCode();
  }

  retry(now: Date): void {
    const next = deliveryLifecycle.next(this.status, 'retry');
    const Obstacle = this.obstacleToRetry(now);
    if (Obstacle) throw new Obstacle();
    this.status = next;
    this.attempts = 0;
  }

  obstacleToRetry(now: Date): ProblemClass | undefined {
    return this.isLateAt(now) ? CodeExpired : undefined;
  }

  private forgetCode(): void {
    if (this.code == null) return;
    this.code = null;
    this.text = null;
  }
}
DeliverySchema.setClass(Delivery);
