import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AccountCallers, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { type Answer, startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { Account } from '../account.entity.js';
import { RecoveryCodes } from '../totp/recovery-codes.js';
import { SecondFactor } from '../totp/second-factor.js';
import { FailedSignIn } from './failed-sign-in.entity.js';
import { Session } from './session.entity.js';

const ROUNDS = 200;

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const refused = ({ status, body }: Answer) => `${status} ${body.code}`;

describe('a sign-in of staff', () => {
  it('takes the password and a code of the authenticator', async () => {
    const { id, phone, authenticator } = await people.staff();
    const { version } = await platform.em().findOneOrFail(Account, { id });
    const { status, body } = await people.signIn(phone, PASSWORD, authenticator.next());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      mustChangePassword: false,
      mustEnrolTotp: false,
      account: { roles: ['province_admin'] },
    });
    expect(body).not.toHaveProperty('recoveryCodesLeft');
    expect(await platform.em().findOneOrFail(Account, { id })).toMatchObject({ version });
  });

  it('never tells which factor was wrong, but to the auditor', async () => {
    const { id, phone, authenticator, recoveryCodes } = await people.staff();
    const told = ({ status, body: { instance: _, traceId: __, ...words } }: Answer) => ({ status, ...words });
    const used = authenticator.next();
    await people.signIn(phone, PASSWORD, used);
    const pairs: [string, string?][] = [
      [PASSWORD],
      ['Wrong-1234'],
      ...[authenticator.wrong(), used, 'AAAAA-AAAAA'].map((code): [string, string] => [PASSWORD, code]),
      ...[authenticator.wrong(), authenticator.at(1), recoveryCodes[0]].map((code): [string, string?] => [
        'Wrong-1234',
        code,
      ]),
    ];
    const answers = { with: new Set<string>(), without: new Set<string>() };
    for (const [password, code] of pairs) {
      const answer = await people.signIn(phone, password, code);
      answers[code === undefined ? 'without' : 'with'].add(JSON.stringify(told(answer)));
      await platform.em().nativeDelete(FailedSignIn, { subject: id });
    }
    // in the same words that somebody hears who has no account
    const nobody = somePhone();
    answers.with.add(JSON.stringify(told(await people.signIn(nobody, PASSWORD, '123456'))));
    await platform.em().nativeDelete(FailedSignIn, {});
    answers.without.add(JSON.stringify(told(await people.signIn(nobody))));
    expect([...answers.with, ...answers.without].map((words) => JSON.parse(words) as object)).toEqual([
      expect.objectContaining({
        status: 401,
        code: 'accounts.credentials-wrong',
        triesLeft: 4,
        detail: expect.any(String),
      }),
      expect.objectContaining({ status: 401, code: 'accounts.credentials-wrong', triesLeft: 4 }),
    ]);

    const records = await platform.em().find(AuditRecord, { action: 'sign-in-failed', subjectId: id });
    expect(records.filter(({ facts }) => facts.rightPassword === true)).toHaveLength(4);
    expect(records).toHaveLength(pairs.length);
  });

  it('does not use up a code that came with a wrong password', async () => {
    const { phone, authenticator, recoveryCodes } = await people.staff();
    for (const code of [authenticator.next(), recoveryCodes[0]]) {
      expect(refused(await people.signIn(phone, 'Wrong-1234', code))).toBe('401 accounts.credentials-wrong');
      expect((await people.signIn(phone, PASSWORD, code)).status).toBe(201);
    }
  });

  it('counts wrong codes towards the lock of wrong passwords, whatever stands between', async () => {
    const { phone, authenticator, session } = await people.staff();
    const wrong = () => people.signIn(phone, PASSWORD, authenticator.wrong());
    expect(await wrong()).toMatchObject({ status: 401, body: { code: 'accounts.credentials-wrong', triesLeft: 4 } });
    expect((await people.signIn(phone, 'Wrong-1234')).body.triesLeft).toBe(3);
    expect((await wrong()).body.triesLeft).toBe(2);
    // the right password alone, of somebody who is signed in, frees nothing
    const change = { token: session.accessToken, body: { email: 'li@example.org', password: PASSWORD } };
    expect((await platform.call('POST', '/account/email-changes', change)).status).toBe(202);
    expect((await wrong()).body.triesLeft).toBe(1);
    expect(refused(await wrong())).toBe('423 accounts.locked');
    expect(refused(await people.signIn(phone, PASSWORD, authenticator.next()))).toBe('423 accounts.locked');
    platform.clock.advance(15 * 60);
    expect((await people.signIn(phone, PASSWORD, authenticator.next())).status).toBe(201);
  });

  it('takes a code once, and none of before it', async () => {
    const { phone, authenticator } = await people.staff();
    const now = authenticator.at(0);
    expect((await people.signIn(phone, PASSWORD, now)).status).toBe(201);
    expect(refused(await people.signIn(phone, PASSWORD, now))).toBe('401 accounts.credentials-wrong');
    expect(refused(await people.signIn(phone, PASSWORD, authenticator.at(-1)))).toBe('401 accounts.credentials-wrong');
    expect((await people.signIn(phone, PASSWORD, authenticator.at(1))).status).toBe(201);
    platform.clock.advance(60);
    expect((await people.signIn(phone, PASSWORD, authenticator.at(1))).status).toBe(201);
  });

  it('takes no code that confirmed the enrolment a moment ago', async () => {
    const { phone, session } = await people.halfWayStaff();
    const { authenticator } = await people.enrol(session.accessToken);
    expect(refused(await people.signIn(phone, PASSWORD, authenticator.at(-1)))).toBe('401 accounts.credentials-wrong');
  });

  it('lets one in, when several come with one code', async () => {
    const { id, phone, authenticator, recoveryCodes } = await people.staff();
    for (const code of [authenticator.next(), recoveryCodes[0]]) {
      const before = await platform.em().count(Session, { accountId: id });
      const answers = await Promise.all([1, 2, 3, 4].map(() => people.signIn(phone, PASSWORD, code)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
      expect(await platform.em().count(Session, { accountId: id })).toBe(before + 1);
      await platform.em().nativeDelete(FailedSignIn, { subject: id });
    }
  });

  it('is not open to a session that began before the authenticator was there', async () => {
    const { phone, session } = await people.halfWayStaff();
    const [{ authenticator }, racing] = await Promise.all([people.enrol(session.accessToken), people.signIn(phone)]);
    const { body } = racing;
    // it came before, and is over, or after, and wanted a code
    if (racing.status === 201) {
      const answer = await platform.call('POST', '/sessions/refresh', { body: { refreshToken: body.refreshToken } });
      expect(answer.status).toBe(401);
    } else {
      expect(refused(racing)).toBe('401 accounts.credentials-wrong');
    }
    expect((await people.signIn(phone, PASSWORD, authenticator.next())).status).toBe(201);
  });

  it('asks a trainee for nothing of the kind', async () => {
    const { phone } = await people.register();
    const { status, body } = await people.signIn(phone, PASSWORD, '123456');
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('mustEnrolTotp');
  });
});

describe('a recovery code', () => {
  it('gets in once in place of the authenticator, however it is typed; its owner and the auditor hear of it', async () => {
    const { id, phone, recoveryCodes } = await people.staff();
    const [first = '', second = ''] = recoveryCodes;
    const { status, body } = await people.signIn(phone, PASSWORD, ` ${first.toLowerCase().replace('-', ' ')}`);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { recoveryCodesLeft: 9, account: { roles: ['province_admin'] } },
    });
    expect(refused(await people.signIn(phone, PASSWORD, first))).toBe('401 accounts.credentials-wrong');
    expect((await people.signIn(phone, PASSWORD, second)).body.recoveryCodesLeft).toBe(8);

    const [told, ...more] = await platform
      .em()
      .find(OutboxMessage, { name: 'accounts.recovery-code-used' }, { orderBy: { sequence: 'desc' }, limit: 2 });
    expect(more).toHaveLength(1);
    const payload = told?.payload as { accountId: string; phone: string; codesLeft: number };
    expect(payload).toMatchObject({ accountId: id, codesLeft: 8 });
    expect(platform.encryption.open('phone', payload.phone)).toBe(phone);
    const records = await platform.em().find(AuditRecord, { action: 'use-recovery-code', subjectId: id });
    expect(records.map(({ facts }) => facts)).toEqual(expect.arrayContaining([{ codesLeft: 9 }, { codesLeft: 8 }]));
    for (const stored of [...records, told]) {
      for (const code of recoveryCodes) expect(JSON.stringify(stored)).not.toContain(code.split('-')[0]);
    }
  });

  it('is of its owner alone', async () => {
    const [one, other] = [await people.staff(), await people.staff()];
    expect(refused(await people.signIn(one.phone, PASSWORD, other.recoveryCodes[0]))).toBe(
      '401 accounts.credentials-wrong',
    );
    expect((await people.signIn(other.phone, PASSWORD, other.recoveryCodes[0])).status).toBe(201);
  });
});

describe(`two who use the same code at the same moment, ${ROUNDS} times,`, () => {
  /** How many of two transactions `use` succeeds in. */
  async function winners(use: (em: EntityManager) => Promise<boolean>): Promise<number> {
    const outcomes = await Promise.all([1, 2].map(() => platform.em().transactional(use)));
    return outcomes.filter(Boolean).length;
  }

  it('have one winner of a recovery code', async () => {
    const { id } = await people.staff();
    const codes = platform.platform.app.get(RecoveryCodes);
    let fresh: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      if (fresh.length === 0) fresh = await platform.em().transactional((em) => codes.renew(em, id));
      const code = fresh.pop() ?? '';
      expect(await winners(async (em) => (await codes.use(em, id, code)) !== undefined)).toBe(1);
    }
  });

  it('have one winner of a code of the authenticator', async () => {
    const { id, authenticator } = await people.staff();
    const secondFactor = platform.platform.app.get(SecondFactor);
    for (let round = 0; round < ROUNDS; round++) {
      platform.clock.advance(30);
      const code = authenticator.at(0);
      const use = async (em: EntityManager) => {
        const account = await em.findOneOrFail(Account, { id });
        return (await secondFactor.ask(em, account, code)) !== undefined;
      };
      expect(await winners(use)).toBe(1);
    }
  });
});
