import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RequestContext } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { hash } from '@node-rs/argon2';
import { randomUUID } from 'node:crypto';
import { AccountCallers, PASSWORD, somePhone } from '../../../test/support/account-callers.js';
import { sizeOf } from '../../../test/support/stress.js';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { CallerIdentity } from '../../platform/access/caller.js';
import { OutboxMessage } from '../../platform/events/outbox-message.entity.js';
import { Account } from './account.entity.js';
import { Code } from './codes/code.entity.js';
import type { CodePurpose } from './contracts/index.js';
import { ContactChange } from './own-account/contact-change.entity.js';
import { ChangePassword } from './own-account/change-password.js';
import { ConfirmContactChange } from './own-account/confirm-contact-change.js';
import { ConfirmPasswordReset } from './password-resets/confirm-password-reset.js';
import { PasswordReset } from './password-resets/password-reset.entity.js';
import { Problem } from '../../platform/problems/problem.js';
import { RefreshSession } from './sessions/refresh-session.js';
import { RefreshToken, Session } from './sessions/session.entity.js';
import { Sessions } from './sessions/sessions.js';

const ROUNDS = sizeOf(200, 20);
const CODE = '482913';
// they take seconds; a busy machine takes its time
const PATIENCE_MILLISECONDS = 150_000;

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts', { ROLES: 'api' });
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const rounds = Array.from({ length: ROUNDS }, (_, n) => n);

type UseCase<Given extends unknown[]> = new (...parts: never[]) => { run(...given: Given): Promise<unknown> };

/** Runs a use case as a request does, but for the HTTP around it: `done`, or the code of the problem that it refused with. */
async function attempt<Given extends unknown[]>(useCase: UseCase<Given>, ...given: Given): Promise<string> {
  const { app } = platform.platform;
  try {
    await RequestContext.create(app.get(EntityManager), () => app.get(useCase).run(...given));
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return error.spec.code;
    throw error;
  }
}

/** How the rounds ended, each way once: what became of the two who raced, in alphabetical order. */
async function outcomes(round: (n: number) => Promise<readonly Promise<string>[]>): Promise<string[]> {
  const seen = new Set<string>();
  for (const n of rounds) seen.add((await Promise.all(await round(n))).sort().join(', '));
  return [...seen];
}

async function account(): Promise<Account> {
  const { id } = await people.register();
  return platform.em().findOneOrFail(Account, { id });
}

/** A code as it is stored once it was sent. */
function codeFor(subjectId: string, purpose: CodePurpose, phone: string): Code {
  const { clock, encryption } = platform;
  const id = randomUUID();
  return Object.assign(new Code(), {
    id,
    purpose,
    channel: 'sms',
    subjectId,
    targetIndex: encryption.index('phone', phone),
    codeHash: encryption.index('code', `${id}:${CODE}`),
    tries: 0,
    address: null,
    issuedAt: clock.now(),
    expiresAt: new Date(clock.now().getTime() + 300_000),
    usedAt: null,
  } satisfies Partial<Code>);
}

const expiresAt = () => new Date(platform.clock.now().getTime() + 600_000);
const typed = (password: string) => ({ password, passwordConfirmation: password });

it(
  'a refresh token that two use at once gives one of them tokens, and they are worth nothing',
  async () => {
    const owner = await account();
    const sessions = platform.platform.app.get(Sessions);
    const tokens = await platform
      .em()
      .transactional((em) => Promise.resolve(rounds.map(() => sessions.start(em, owner).refreshToken)));
    const use = (n: number) => attempt(RefreshSession, tokens[n]!);

    expect(await outcomes((n) => Promise.resolve([use(n), use(n)]))).toEqual(['accounts.refresh-token-refused, done']);
    const all = await platform.em().find(RefreshToken, { session: { accountId: owner.id } });
    expect(all).toHaveLength(2 * ROUNDS);
    expect(await platform.em().count(Session, { accountId: owner.id, ending: 'refresh-token-reused' })).toBe(ROUNDS);
    expect(await platform.em().count(OutboxMessage, { name: 'accounts.refresh-token-reused' })).toBe(ROUNDS);
  },
  PATIENCE_MILLISECONDS,
);

it(
  'a code for a new password that two use at once gives one new password',
  async () => {
    const owner = await account();
    const phone = platform.encryption.open('phone', owner.phone);
    const resets = rounds.map(() => randomUUID());
    await platform.em().transactional((em) => {
      for (const id of resets) {
        em.create(PasswordReset, { id, accountId: owner.id, expiresAt: expiresAt() });
        em.persist(codeFor(id, 'password-reset', phone));
      }
      return Promise.resolve();
    });
    const confirm = (n: number, password: string) =>
      attempt(ConfirmPasswordReset, resets[n]!, { code: CODE, ...typed(password) });

    expect(await outcomes((n) => Promise.resolve([confirm(n, `Zai-lai-${n}a`), confirm(n, `Zai-lai-${n}b`)]))).toEqual([
      'accounts.code-expired, done',
    ]);
    // each password that was set is one more version of the account
    expect((await platform.em().findOneOrFail(Account, { id: owner.id })).version).toBe(owner.version + ROUNDS);
  },
  PATIENCE_MILLISECONDS,
);

it(
  'a phone that two accounts prove at once belongs to one of them',
  async () => {
    const two = [await account(), await account()];
    const phones = rounds.map(somePhone);
    const changes = two.map(() => rounds.map(() => randomUUID()));
    await platform.em().transactional((em) => {
      for (const [of, { id: accountId }] of two.entries())
        for (const n of rounds) {
          const [id, value] = [changes[of]![n]!, platform.encryption.seal('phone', phones[n]!)];
          em.create(ContactChange, { id, accountId, kind: 'phone', value, expiresAt: expiresAt() });
          em.persist(codeFor(id, 'phone-change', phones[n]!));
        }
      return Promise.resolve();
    });
    const callers = two.map(({ id }) => new CallerIdentity(id, randomUUID(), ['trainee'], []));
    const confirm = (of: number, n: number) =>
      attempt(ConfirmContactChange, callers[of]!, 'phone', changes[of]![n]!, CODE);

    expect(await outcomes((n) => Promise.resolve([confirm(0, n), confirm(1, n)]))).toEqual([
      'accounts.phone-taken, done',
    ]);
    const moved = await platform.em().find(Account, { id: two.map(({ id }) => id) });
    expect(moved.reduce((sum, { version }) => sum + version, 0)).toBe(2 + ROUNDS);
  },
  PATIENCE_MILLISECONDS,
);

it(
  'a password that two sessions change at once is changed by one of them, and both sessions are over',
  async () => {
    const owner = await account();
    // what is verified four times a round costs next to nothing, what is set costs what it does everywhere
    const passwordHash = await hash(PASSWORD, { memoryCost: 8, timeCost: 1 });
    const sessions = platform.platform.app.get(Sessions);
    const change = (password: string) => {
      const caller = new CallerIdentity(owner.id, randomUUID(), ['trainee'], []);
      return attempt(ChangePassword, caller, { currentPassword: PASSWORD, ...typed(password) });
    };
    const round = async (n: number) => {
      await platform.em().transactional(async (em) => {
        await em.nativeUpdate(Account, { id: owner.id }, { passwordHash });
        for (let open = 0; open < 2; open++) sessions.start(em, owner);
      });
      return [change(`Zai-lai-${n}a`), change(`Zai-lai-${n}b`)];
    };

    expect(await outcomes(round)).toEqual(['done, request.concurrent-change']);
    expect(await platform.em().count(Session, { accountId: owner.id, ending: 'password-changed' })).toBe(2 * ROUNDS);
  },
  PATIENCE_MILLISECONDS,
);
