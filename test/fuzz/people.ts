import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { register, signIn } from '../../scripts/walkthrough/account-chapters.js';
import { Cast } from '../../scripts/walkthrough/cast.js';
import { getsTicket, isTrained } from '../../scripts/walkthrough/exam-chapters.js';
import { fillInForm, submit } from '../../scripts/walkthrough/form-chapters.js';
import { choosePlan } from '../../scripts/walkthrough/plan-chapters.js';
import { isAdmitted } from '../../scripts/walkthrough/publicity-chapters.js';
import {
  isReturnedAndResubmits,
  passesFirstReview,
  passesSecondReview,
} from '../../scripts/walkthrough/review-chapters.js';
import { demoStaff } from '../../src/demo/demo-accounts.js';
import { Account } from '../../src/domains/accounts/account.entity.js';
import type { Role } from '../../src/platform/access/roles.js';
import type { TestPlatform } from '../support/platform.js';

/** Somebody who calls the API. */
export interface Person {
  readonly id: string;
  readonly roles: Role[];
  readonly baseIds: string[];
  /** What they sign in with. */
  readonly identifiers: readonly string[];
  readonly password: string;
  /** What nobody but they, and the staff who handle it, may be told. */
  readonly secrets: readonly string[];
  /** Staff who see whole applications by their office. */
  readonly handlesApplications: boolean;
}

/** Plays the manual: one trainee goes the whole way to the admission ticket, one waits for signature pages, one for review. */
export async function playTrainees(platform: TestPlatform): Promise<Person[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fuzz-documents-'));
  const casts: Cast[] = [];
  const enter = async () => {
    const cast = new Cast(platform.url, folder, () => undefined);
    casts.push(cast);
    await cast.administratorsSignIn();
    await register(cast);
    await signIn(cast);
    const plan = await choosePlan(cast);
    await fillInForm(cast, plan);
    return { cast, plan, applicationId: await submit(cast, plan) };
  };

  const { cast, plan, applicationId } = await enter();
  await isReturnedAndResubmits(cast, applicationId, plan);
  await passesFirstReview(cast, applicationId);
  await passesSecondReview(cast, applicationId);
  await isAdmitted(cast, applicationId, plan);
  await getsTicket(cast, applicationId, await isTrained(cast, applicationId, plan));
  const signing = await enter();
  await passesFirstReview(signing.cast, signing.applicationId);
  await enter();

  const ids = await idsByPhone(platform);
  return casts.map(({ person: { phone, password, idNumber, email } }) => ({
    id: ids.get(phone) ?? '',
    roles: ['trainee'],
    baseIds: [],
    identifiers: [phone, idNumber],
    password,
    secrets: [phone, idNumber, email],
    handlesApplications: false,
  }));
}

/** The staff of the demo data. */
export async function findStaff(platform: TestPlatform): Promise<Person[]> {
  const ids = await idsByPhone(platform);
  const accounts = await platform.em().find(Account, {});
  return Object.values(demoStaff).map(({ role, phone, password, name }) => ({
    id: ids.get(phone) ?? '',
    roles: [role],
    baseIds: accounts.find(({ id }) => id === ids.get(phone))?.baseIds ?? [],
    identifiers: [phone],
    password,
    secrets: [phone],
    // the other demo base gets no application here
    handlesApplications: role === 'province_admin' || name === demoStaff.nanningAdmin.name,
  }));
}

async function idsByPhone(platform: TestPlatform): Promise<Map<string, string>> {
  const { encryption } = platform;
  const accounts = await platform.em().find(Account, {});
  return new Map(accounts.map(({ id, phone }) => [encryption.open('phone', phone), id]));
}
