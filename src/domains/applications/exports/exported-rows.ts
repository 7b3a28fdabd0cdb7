import type { EntityManager } from '@mikro-orm/postgresql';
import { AccountContact } from '../applicants/account-contact.entity.js';
import { type ApplicationCriteria, conditionsOf, latestFirst } from '../applications/application-criteria.js';
import { Application } from '../applications/application.entity.js';
import { KnownPlan } from '../plans/known-plan.entity.js';
import type { ExportedApplication } from './exported-columns.js';

// what is made of it at a time holds up other requests for some milliseconds
const BATCH = 100;

/** The applications of an export in the order of lists, a keyset page at a time: each once, whatever is submitted meanwhile. */
export async function* exportedRows(
  em: EntityManager,
  criteria: ApplicationCriteria,
): AsyncGenerator<readonly ExportedApplication[]> {
  let last: Application | undefined;
  let found: Application[];
  do {
    const fresh = em.fork();
    found = await applicationsAfter(fresh, criteria, last);
    yield await described(fresh, found);
    last = found.at(-1);
  } while (found.length === BATCH);
}

/** As plain rows: entities, which nobody would change, take a dozen times as long. */
function applicationsAfter(em: EntityManager, criteria: ApplicationCriteria, last?: Application) {
  const after = last && {
    submittedAt: { $lte: last.submittedAt },
    $or: [{ submittedAt: { $lt: last.submittedAt } }, { id: { $lt: last.id } }],
  };
  return em
    .createQueryBuilder(Application, 'a')
    .select([
      ...(['id', 'traineeId', 'planId', 'specialty', 'sendingUnit', 'status', 'revision'] as const),
      ...(['submittedAt', 'statusChangedAt', 'maskedName', 'name', 'idNumber'] as const),
    ])
    .where({ $and: [...conditionsOf(criteria), after ?? {}] })
    .orderBy(latestFirst)
    .limit(BATCH)
    .execute<Application[]>('all');
}

async function described(em: EntityManager, found: readonly Application[]): Promise<ExportedApplication[]> {
  const planIds = [...new Set(found.map(({ planId }) => planId))];
  const fields = ['id', 'baseName', 'batchName'] as const;
  const plans = await em.find(KnownPlan, { id: { $in: planIds } }, { fields, disableIdentityMap: true });
  const contacts = await em
    .createQueryBuilder(AccountContact, 'c')
    .select(['accountId', 'phone', 'email'])
    .where({ accountId: { $in: found.map(({ traineeId }) => traineeId) } })
    .execute<AccountContact[]>('all');
  const planOf = new Map(plans.map((plan) => [plan.id, plan]));
  const contactOf = new Map(contacts.map((contact) => [contact.accountId, contact]));
  return found.map((application) => {
    const plan = planOf.get(application.planId);
    if (!plan) throw new Error(`the plan of application ${application.id} is not known`);
    const { phone = '', email = null } = contactOf.get(application.traineeId) ?? {};
    return { ...application, baseName: plan.baseName, batchName: plan.batchName, phone, email };
  });
}
