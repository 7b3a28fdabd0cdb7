import type { Platform } from '../bootstrap.js';
import { CreateFirstSystemAdmin } from '../domains/accounts/staff/create-first-system-admin.js';
import { Clock } from '../platform/clock/clock.js';
import { type DemoStaff, demoBases, demoStaff } from './demo-accounts.js';
import { LocalCaller } from './local-caller.js';

const DAY = 24 * 3600 * 1000;

/**
 * Plants the demo data at the first start: staff, two bases, an open batch with plans, all through the documented API, so
 * that it breaks when the API does. Does nothing where a system administrator is there already.
 */
export async function plantDemoData({ app }: Platform): Promise<void> {
  const { systemAdmin, provinceAdmin, nanningAdmin, liuzhouAdmin, auditor } = demoStaff;
  const first = await app.get(CreateFirstSystemAdmin, { strict: false }).run(systemAdmin.name, systemAdmin.phone);
  if (!first) return;
  const system = new LocalCaller(app);
  await takeOver(system, systemAdmin, first.oneTimePassword);
  await employ(app, system, provinceAdmin, []);
  await employ(app, system, auditor, []);

  const province = new LocalCaller(app);
  await province.signIn(provinceAdmin.phone, provinceAdmin.password);
  const bases = new Map<string, string>();
  for (const name of demoBases) {
    const { id } = await province.post<{ id: string }>('/management/bases', {
      name,
      address: '广西壮族自治区示例市示例路 1 号',
      contactName: '示例联系人',
      contactPhone: '0771-1234567',
      introduction: '示例数据：本机试用的培训基地。',
    });
    bases.set(name, id);
  }
  for (const staff of [nanningAdmin, liuzhouAdmin]) await employ(app, system, staff, [bases.get(staff.base) ?? '']);
  await openBatch(province, [...bases.values()], app.get(Clock).now());
}

async function openBatch(province: LocalCaller, baseIds: readonly string[], now: Date): Promise<void> {
  const batch = await province.post<{ id: string }>('/management/batches', {
    name: `示例批次 ${now.getUTCFullYear()}`,
    opensAt: new Date(now.getTime() - DAY).toISOString(),
    closesAt: new Date(now.getTime() + 60 * DAY).toISOString(),
  });
  for (const baseId of baseIds) {
    for (const specialty of ['clinical', 'laboratory', 'nursing']) {
      const plan = await province.post<{ id: string }>('/management/plans', {
        baseId,
        batchId: batch.id,
        specialty,
        quota: 10,
        contactName: '示例联系人',
        contactPhone: '0771-1234567',
      });
      await province.post(`/management/plans/${plan.id}/publication`);
    }
  }
}

async function employ(
  app: Platform['app'],
  system: LocalCaller,
  staff: DemoStaff,
  baseIds: readonly string[],
): Promise<void> {
  const { name, phone, role } = staff;
  const { oneTimePassword } = await system.post<{ oneTimePassword: string }>('/management/staff-accounts', {
    name,
    phone,
    roles: [role],
    baseIds,
  });
  await takeOver(new LocalCaller(app), staff, oneTimePassword);
}

/** Changes the one-time password, as every new member of the staff must, and signs in with the new one. */
async function takeOver(caller: LocalCaller, { phone, password }: DemoStaff, oneTimePassword: string): Promise<void> {
  await caller.signIn(phone, oneTimePassword);
  await caller.put('/account/password', { currentPassword: oneTimePassword, password, passwordConfirmation: password });
  await caller.signIn(phone, password);
}
