import { getPlanStatistics, listPlans } from '../../openapi/client/trainee/index.js';
import { createBatch, createPlan, listManagedBases, publishPlan } from '../../openapi/client/management/index.js';
import { demoBases } from '../../src/demo/demo-accounts.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import { answerOf } from './refused.js';

const DAY = 24 * 3600 * 1000;

export interface ChosenPlan {
  readonly id: string;
  readonly base: { readonly id: string; readonly name: string };
  readonly batch: { readonly id: string; readonly name: string };
}

/** (三) 报名入口: plans and statistics; where no plan has a place left, the province opens a new batch first. */
export async function choosePlan(cast: Cast): Promise<ChosenPlan> {
  const plan = (await findOpenPlan(cast)) ?? (await openNewBatch(cast));
  cast.told.step('（三）报名入口', `选择培训基地：${plan.base.name}，${plan.batch.name}，临床专业`);
  const { items } = await answerOf(getPlanStatistics({ client: cast.trainee.client }));
  const counted = items.find(({ planId }) => planId === plan.id);
  cast.told.step(
    '（三）报名情况统计',
    `${items.length} 个招录计划；该计划名额 ${counted?.quota}，已报名 ${counted?.submitted}，剩余 ${counted?.remaining}`,
  );
  return plan;
}

async function findOpenPlan({ trainee: { client } }: Cast): Promise<ChosenPlan | undefined> {
  const { items } = await answerOf(listPlans({ client, query: { open: true, specialty: 'clinical', limit: 100 } }));
  return items.find(({ base, remaining }) => base.name === demoBases[0] && remaining > 0);
}

async function openNewBatch(cast: Cast): Promise<ChosenPlan> {
  const { client } = cast.provinceAdmin;
  const now = await cast.now();
  const bases = await answerOf(listManagedBases({ client, query: { limit: 100 } }));
  const base = bases.items.find(({ name }) => name === demoBases[0]);
  if (!base) throw new Error(`the demo base ${demoBases[0]} is missing: start with an empty .data folder`);
  const batch = await answerOf(
    createBatch({
      client,
      body: {
        name: `示例批次 ${now.toISOString().slice(0, 16)}`,
        opensAt: new Date(now.getTime() - 60_000).toISOString(),
        closesAt: new Date(now.getTime() + 60 * DAY).toISOString(),
      },
    }),
  );
  const draft = await answerOf(
    createPlan({
      client,
      body: {
        baseId: base.id,
        batchId: batch.id,
        specialty: 'clinical',
        quota: 10,
        contactName: '示例联系人',
        contactPhone: '0771-1234567',
      },
    }),
  );
  await answerOf(publishPlan({ client, path: { id: draft.id } }));
  cast.told.step('（三）报名入口', `没有可报的计划，省级管理员新开招录批次：${batch.name}`);
  return eventually('the new plan takes applications', () => findOpenPlan(cast));
}
