import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Account } from '../domains/accounts/account.entity.js';
import { startOfStep, stepAt, totpCodeAt, WINDOW } from '../domains/accounts/totp/totp-code.js';
import { Clock } from '../platform/clock/clock.js';
import { FieldEncryption } from '../platform/encryption/field-encryption.js';
import { type DemoStaff, demoStaff } from './demo-accounts.js';

// who reads it off a page has to type it, too
const TIME_TO_TYPE_MILLISECONDS = 10_000;

/** What the authenticator of a demo account shows. */
export interface DemoCode {
  readonly staff: DemoStaff;
  readonly code: string;
  /** From when, and until when, a sign-in takes it; in the future when the last three codes were used just now. */
  readonly usableFrom: Date;
  readonly usableUntil: Date;
}

/**
 * The authenticators of the demo staff. A code counts once, here as anywhere: what is shown is the first one that counts
 * and was not used, so that somebody can sign in three times without waiting for the next half minute.
 */
@Injectable()
export class DemoTotp {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  /** Of those demo staff who have an authenticator. */
  async codes(): Promise<DemoCode[]> {
    const accounts = await this.em.fork().find(Account, { phoneIndex: { $in: [...this.byPhoneIndex.keys()] } });
    return accounts.flatMap(({ phoneIndex, totpSecret, totpLastStep }) => {
      const staff = this.byPhoneIndex.get(phoneIndex ?? '');
      if (!staff || totpSecret === null || totpLastStep === null) return [];
      return [this.shown(staff, this.encryption.open('secret', totpSecret), totpLastStep)];
    });
  }

  private shown(staff: DemoStaff, secret: string, lastStep: number): DemoCode {
    const step = Math.max(lastStep + 1, firstUsableStep(this.clock.now()));
    const [usableFrom, usableUntil] = [startOfStep(step - WINDOW), endOf(step)];
    return { staff, code: totpCodeAt(secret, step), usableFrom, usableUntil };
  }

  private get byPhoneIndex(): ReadonlyMap<string, DemoStaff> {
    return new Map(Object.values(demoStaff).map((staff) => [this.encryption.index('phone', staff.phone), staff]));
  }
}

/** The first step whose code counts now, and long enough to be typed. */
export function firstUsableStep(now: Date): number {
  const step = stepAt(now) - WINDOW;
  return endOf(step).getTime() - now.getTime() < TIME_TO_TYPE_MILLISECONDS ? step + 1 : step;
}

const endOf = (step: number): Date => startOfStep(step + 1 + WINDOW);
