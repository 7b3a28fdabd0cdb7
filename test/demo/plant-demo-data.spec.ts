import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/bootstrap.js';
import { demoStaff } from '../../src/demo/demo-accounts.js';
import { plantDemoData } from '../../src/demo/plant-demo-data.js';
import { Account } from '../../src/domains/accounts/account.entity.js';
import { CreateFirstSystemAdmin } from '../../src/domains/accounts/staff/create-first-system-admin.js';
import { stepAt, stepOfCode } from '../../src/domains/accounts/totp/totp-code.js';
import { AccountCallers, somePhone } from '../support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';

class Killed extends Error {}

/** The platform, whose process ends at the call after so many. */
function killedAfter(platform: Platform, calls: number): Platform {
  let left = calls;
  const app = new Proxy(platform.app, {
    get(target, name) {
      if (name === 'inject' && left-- === 0) throw new Killed();
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...platform, app };
}

/** `GET /dev/totp`, as a developer reads it. */
async function shown(platform: TestPlatform): Promise<{ phone: string; code: string; usableFrom: string }[]> {
  const { items } = (await (await fetch(`${platform.url}/dev/totp`)).json()) as { items: never[] };
  return items;
}

async function planted(platform: TestPlatform): Promise<Record<string, unknown>> {
  const count = async (sql: string) => (await platform.em().execute<{ n: number }[]>(sql))[0]?.n;
  return {
    staff: await count(`select count(*)::int as n from accounts.account
                        where kind = 'staff' and not must_change_password and totp_secret is not null`),
    bases: await count('select count(*)::int as n from recruitment.training_base'),
    batches: await count('select count(*)::int as n from recruitment.batch'),
    plans: await count(`select count(*)::int as n from recruitment.plan where status = 'published'`),
  };
}
const WHOLE = { staff: 5, bases: 2, batches: 1, plans: 6 };

describe('the demo data', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.stop());

  it('is completed by the next start, wherever the one before was killed', async () => {
    let starts = 0;
    for (let calls = 3; ; calls += 4) {
      starts += 1;
      // the half minute that a real start takes, so that the next one finds codes which were not used
      platform.clock.advance(30);
      const finished = await plantDemoData(killedAfter(platform.platform, calls)).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      if (finished) break;
    }
    expect(starts).toBeGreaterThan(5);
    expect(await planted(platform)).toEqual(WHOLE);
  }, 120_000);

  it('is not touched once it is whole, whatever was made of it', async () => {
    await platform.em().execute(`update recruitment.training_base set name = name || '（改）'`);
    await plantDemoData(platform.platform);
    expect(await planted(platform)).toEqual(WHOLE);
  });

  it('has staff who sign in with the codes of /dev/totp, three times without a wait', async () => {
    platform.clock.advance(600);
    const people = new AccountCallers(platform);
    const { phone, password, role } = demoStaff.auditor;
    const codeOf = async () => (await shown(platform)).find((item) => item.phone === phone);
    for (let n = 0; n < 3; n++) {
      const { body } = await people.signIn(phone, password, (await codeOf())?.code);
      expect(body.account.roles).toEqual([role]);
    }
    const next = await codeOf();
    expect((await people.signIn(phone, password, next?.code)).body.code).toBe('accounts.credentials-wrong');
    expect(new Date(next?.usableFrom ?? '').getTime()).toBeGreaterThan(platform.clock.now().getTime());
    platform.clock.moveTo(new Date(next?.usableFrom ?? ''));
    expect((await people.signIn(phone, password, next?.code)).status).toBe(201);
  });

  it('has the published authenticators, a code of which is good for ten seconds at least', async () => {
    for (const second of [0, 12, 19, 20, 21, 29]) {
      platform.clock.moveTo(new Date(Math.ceil(platform.clock.now().getTime() / 30_000) * 30_000 + 600_000));
      platform.clock.advance(second || 30);
      const items = await shown(platform);
      expect(items.map(({ phone }) => phone).sort()).toEqual(Object.values(demoStaff).map(({ phone }) => phone));
      for (const { totpSecret, phone } of Object.values(demoStaff)) {
        const code = items.find((item) => item.phone === phone)?.code ?? '';
        const typed = new Date(platform.clock.now().getTime() + 9999);
        expect(stepOfCode(totpSecret, code, typed)).toBeLessThanOrEqual(stepAt(platform.clock.now()));
      }
    }
  });

  it('is shown as a page to people', async () => {
    const page = await fetch(`${platform.url}/dev/totp`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain(demoStaff.provinceAdmin.totpSecret);
  });
});

it('leaves a platform alone that has a system administrator of somebody’s own', async () => {
  const platform = await startTestPlatform();
  try {
    await platform.platform.app.get(CreateFirstSystemAdmin, { strict: false }).run('韦明', somePhone());
    await plantDemoData(platform.platform);
    expect(await platform.em().count(Account)).toBe(1);
    expect(await shown(platform)).toEqual([]);
  } finally {
    await platform.stop();
  }
});
