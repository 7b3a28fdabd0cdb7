import { EntityManager } from '@mikro-orm/postgresql';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Platform } from '../bootstrap.js';
import { Account } from '../domains/accounts/account.entity.js';
import { CreateFirstSystemAdmin } from '../domains/accounts/staff/create-first-system-admin.js';
import { Clock } from '../platform/clock/clock.js';
import { type DemoStaff, demoBases, demoStaff } from './demo-accounts.js';
import { accountOf, employ } from './employ-demo-staff.js';
import type { LocalCaller } from './local-caller.js';

const DAY = 24 * 3600 * 1000;
const SPECIALTIES = ['clinical', 'laboratory', 'nursing'];
const BATCH = '示例批次';
// beside the embedded database, and gone with it
const PLANTED = 'demo-data-planted';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Page<Item> {
  readonly items: Item[];
}

/**
 * Plants the demo data: staff, two bases, an open batch with plans, all through the documented API, so that it breaks
 * when the API does. Once whole it is never touched again; one that a killed start left incomplete is completed. Does
 * nothing where there is a system administrator of somebody's own.
 */
export async function plantDemoData({ app, settings }: Platform): Promise<void> {
  const planted = path.join(settings.dataDir, PLANTED);
  if (existsSync(planted) || (await isSomebodys(app))) return;
  const { systemAdmin, provinceAdmin, nanningAdmin, liuzhouAdmin, auditor } = demoStaff;
  const system = await employ(app, systemAdmin, async () => {
    const { name, phone } = systemAdmin;
    const first = await app.get(CreateFirstSystemAdmin, { strict: false }).run(name, phone);
    return first?.oneTimePassword ?? '';
  });
  const province = await employ(app, provinceAdmin, hired(system, provinceAdmin, []));
  await employ(app, auditor, hired(system, auditor, []));
  const bases = new Map<string, string>();
  for (const name of demoBases) bases.set(name, await baseCalled(province, name));
  for (const staff of [nanningAdmin, liuzhouAdmin]) {
    await employ(app, staff, hired(system, staff, [bases.get(staff.base) ?? '']));
  }
  await openBatch(province, [...bases.values()], app.get(Clock).now());
  await mkdir(settings.dataDir, { recursive: true });
  await writeFile(planted, '');
}

async function isSomebodys(app: Platform['app']): Promise<boolean> {
  const first = await app.get(EntityManager).fork().findOne(Account, { isFirstSystemAdmin: true });
  return first !== null && first.id !== (await accountOf(app, demoStaff.systemAdmin))?.id;
}

const hired =
  (system: LocalCaller, { name, phone, role }: DemoStaff, baseIds: readonly string[]) =>
  async (): Promise<string> => {
    const body = { name, phone, roles: [role], baseIds };
    return (await system.post<{ oneTimePassword: string }>('/management/staff-accounts', body)).oneTimePassword;
  };

async function baseCalled(province: LocalCaller, name: string): Promise<string> {
  const { items } = await province.get<Page<Named>>('/management/bases?limit=100');
  const known = items.find((base) => base.name === name);
  const base =
    known ??
    (await province.post<Named>('/management/bases', {
      name,
      address: '广西壮族自治区示例市示例路 1 号',
      contactName: '示例联系人',
      contactPhone: '0771-1234567',
      introduction: '示例数据：本机试用的培训基地。',
    }));
  return base.id;
}

async function openBatch(province: LocalCaller, baseIds: readonly string[], now: Date): Promise<void> {
  const { items } = await province.get<Page<Named>>('/management/batches?limit=100');
  const batch =
    items.find(({ name }) => name.startsWith(BATCH)) ??
    (await province.post<Named>('/management/batches', {
      name: `${BATCH} ${now.getUTCFullYear()}`,
      opensAt: new Date(now.getTime() - DAY).toISOString(),
      closesAt: new Date(now.getTime() + 60 * DAY).toISOString(),
    }));
  for (const baseId of baseIds) {
    for (const specialty of SPECIALTIES) await publishedPlan(province, batch.id, baseId, specialty);
  }
}

async function publishedPlan(province: LocalCaller, batchId: string, baseId: string, specialty: string): Promise<void> {
  type Plan = { readonly id: string; readonly status: string };
  const query = new URLSearchParams({ batchId, baseId, specialty });
  const { items } = await province.get<Page<Plan>>(`/management/plans?${query}`);
  const terms = { quota: 10, contactName: '示例联系人', contactPhone: '0771-1234567' };
  const plan = items[0] ?? (await province.post<Plan>('/management/plans', { baseId, batchId, specialty, ...terms }));
  if (plan.status === 'draft') await province.post(`/management/plans/${plan.id}/publication`);
}
