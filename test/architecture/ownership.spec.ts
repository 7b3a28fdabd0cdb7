import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scannedCertificate } from '../../scripts/walkthrough/made-up-files.js';
import { domains } from '../../src/domains/index.js';
import { allowedOn } from '../../src/platform/access/allow.js';
import type { Role } from '../../src/platform/access/roles.js';
import { AccountCallers } from '../support/account-callers.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { later, People, type Plan } from '../support/people.js';
import { SENDING_UNIT, type Trainee } from '../support/trainee.js';
import { controllersOf, type Route, routesOf } from './rules/whole-application.js';

type OwningRole = Extract<Role, 'trainee' | 'base_admin'>;
/** What belongs to somebody, by the word that stands before its id in a path. */
type Belongings = Readonly<Record<string, string>>;

const confirmation = { sendingUnit: SENDING_UNIT, email: 'x@example.org' };
const exam = { title: '结业考试', startsAt: later(20 * 24 * 3600 * 1000).toISOString(), place: '教学楼' };

// what a route needs to get past the check of its fields; every other one is called with an empty body
const BODIES: Readonly<Record<string, (whose: Belongings) => unknown>> = {
  'POST account/phone-changes/:id/confirmation': () => ({ code: '000000' }),
  'POST account/email-changes/:id/confirmation': () => ({ code: '000000' }),
  'POST applications/:id/resubmission/preview': ({ plans }) => ({ planId: plans }),
  'POST applications/:id/resubmission': ({ plans }) => ({ planId: plans, ...confirmation }),
  'PUT applications/:id/signature-pages/order': (whose) => ({ pageIds: [whose['signature-pages']] }),
  'POST applications/:id/withdrawal': () => ({ reason: '个人原因' }),
  'PUT management/admission-lists/:id/entries': ({ applications }) => ({ applicationIds: [applications] }),
  'POST management/reviews/:id/claim/take-over': () => ({ reason: '原审核人休假' }),
  'POST management/reviews/:id/decision': () => ({ outcome: 'passed' }),
  'POST management/reviews/:id/decision/take-back': () => ({ reason: '误点通过' }),
  'PUT management/notices/:id': () => ({ title: '标题', body: '正文' }),
  'PUT management/exams/:id': () => exam,
  'POST management/exams/:id/rooms': () => ({ name: '考场', capacity: 3 }),
  'PUT management/exams/:id/results': ({ tickets }) => ({ results: [{ seatId: tickets, outcome: 'failed' }] }),
  'POST management/exams/:id/seating': () => ({}),
};

let people: People;
let owners: { trainee: Trainee; base_admin: BaseAdmin };
let others: { trainee: Trainee; base_admin: BaseAdmin };
let owned: Belongings;
let othersOwned: Belongings;
let routes: Route[];

beforeAll(async () => {
  people = await People.gather();
  routes = routesOf(controllersOf(people.platform.platform.app)).filter(
    ({ handler, controller }) => typeof allowedOn(handler, controller) !== 'string',
  );
  const [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
  const batch = await people.batch('2026 年度');
  const [plan, otherPlan] = [await people.plan(nanning, batch), await people.plan(liuzhou, batch)];
  owners = { trainee: await (await people.trainee()).fillsIn(), base_admin: nanning };
  others = { trainee: await (await people.trainee('李小红')).fillsIn(), base_admin: liuzhou };
  owned = await sitsExam(owners, plan);
  othersOwned = await submits(others, otherPlan);
}, 120_000);
afterAll(() => people.part());

/** Takes the trainee up to a published exam, and collects the id of everything on the way. */
async function sitsExam({ trainee, base_admin: admin }: typeof owners, plan: Plan): Promise<Belongings> {
  const application = await trainee.submits(plan);
  await admin.passes(application);
  await trainee.handsInPages(application);
  await admin.passes(application, 'second');
  const list = await admin.lists(plan, [application]);
  const { endsAt } = await admin.publishes(list);
  await people.settled();
  await people.moveClockTo(new Date(endsAt ?? ''));
  await admin.trains(plan);
  const { id: exams } = await admin.schedulesExam();
  const notice = { title: '通知', body: '正文', baseId: admin.baseId };
  return {
    plans: plan.id,
    bases: admin.baseId,
    applications: application.id,
    // an image, since only images have a thumbnail
    attachments: (await trainee.attachments()).find(({ kind }) => kind === 'photo')?.id ?? '',
    'signature-pages': await only('select id from applications.signature_page'),
    reviews: await only('select id from review.review_case order by id limit 1'),
    'admission-lists': list.id,
    trainings: (await admin.trainings(plan))[0]?.id ?? '',
    exams,
    rooms: await only('select id from exams.exam_room'),
    tickets: (await trainee.tickets())[0]?.id ?? '',
    'exam-tickets': (await trainee.tickets())[0]?.id ?? '',
    messages: (await trainee.messages())[0]?.id ?? '',
    notices: (await as('base_admin', owners, 'POST', 'management/notices', notice)).body.id as string,
    'phone-changes': await startChange('phone', '13900000001'),
    'email-changes': await startChange('email', 'new@example.org'),
    sessions: await signIn(trainee.person),
    'erasure-requests': await askForErasure(),
    revisions: '1',
    export: await asksForExport(),
  };
}

async function signIn({ phone, password }: { phone: string; password: string }): Promise<string> {
  const callers = new AccountCallers(people.platform);
  const { body } = await callers.signIn(phone, password);
  const { items } = (await people.platform.call('GET', '/account/sessions', { token: body.accessToken })).body;
  return items[0].id as string;
}

/** Takes the other trainee as far as a new application, and the other administrator to a new exam and list. */
async function submits(whose: typeof others, plan: Plan): Promise<Belongings> {
  const { id: applications } = await whose.trainee.submits(plan);
  const created = await as('base_admin', whose, 'POST', 'management/exams', exam);
  const list = await as('base_admin', whose, 'POST', 'management/admission-lists', { planId: plan.id });
  await people.settled();
  return { applications, exams: created.body.id, 'admission-lists': list.body.id };
}

async function only(sql: string): Promise<string> {
  const [row, ...more] = await people.rows<{ id: string }>(sql);
  expect({ sql, found: row && more.length }).toEqual({ sql, found: 0 });
  return row?.id ?? '';
}

async function startChange(kind: 'phone' | 'email', value: string): Promise<string> {
  const body = { [kind]: value, password: owners.trainee.person.password };
  const answer = await as('trainee', owners, 'POST', `account/${kind}-changes`, body);
  return answer.body[`${kind}ChangeId`] as string;
}

async function asksForExport(): Promise<string> {
  const body = { personalData: 'masked' };
  const { id } = (await as('base_admin', owners, 'POST', 'management/applications/export', body)).body as {
    id: string;
  };
  await people.settled();
  return id;
}

async function askForErasure(): Promise<string> {
  const body = { password: owners.trainee.person.password };
  return (await as('trainee', owners, 'POST', 'account/erasure-requests', body)).body.id as string;
}

async function as(role: OwningRole, whose: typeof owners, method: string, path: string, body?: unknown) {
  const { id } = whose[role];
  const baseIds = role === 'base_admin' ? [whose.base_admin.baseId] : [];
  const token = people.platform.token({ id, roles: [role], baseIds });
  const headers = { 'if-match': '"1"' };
  return people.platform.call(method, `/${path}`, { token, headers, ...(method !== 'GET' && { body: body ?? {} }) });
}

/** The path with the ids of `first` in its first place and of `rest` in what comes after it. */
function filled({ path }: Route, first: Belongings, rest = first): string {
  let ids = first;
  return path.replace(/([\w-]+)\/:\w+/g, (_, word: string) => {
    const id = ids[word];
    ids = rest;
    if (!id) throw new Error(`nobody has any ${word}: add one to what the owner has`);
    return `${word}/${id}`;
  });
}

async function bodyOf({ method, path }: Route): Promise<unknown> {
  const isUpload = /^(POST .*signature-pages|PUT .*signature-pages\/:pageId)$/.test(`${method} ${path}`);
  if (!isUpload) return BODIES[`${method} ${path}`]?.(owned);
  const form = new FormData();
  form.set('file', await scannedCertificate('签字盖章页.pdf'));
  return form;
}

/** Each route that has an id, once for each of the two roles that things belong to. */
const calls = (): { role: OwningRole; route: Route }[] =>
  routes
    .filter(({ path }) => path.includes(':'))
    .flatMap((route) =>
      (['trainee', 'base_admin'] as const)
        .filter((role) => allowedOn(route.handler, route.controller)?.includes(role))
        .map((role) => ({ role, route })),
    );

/** A hash of every row of every domain, and of every message between them. */
async function everything(): Promise<Record<string, unknown>> {
  await people.settled();
  const tables = await people.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = any(string_to_array(?, ' ')) or (schemaname, tablename) = ('platform', 'outbox_message')`,
    [domains.map(({ name }) => name).join(' ')],
  );
  expect(tables.length).toBeGreaterThan(30);
  const hashes: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await people.rows(`select md5(string_agg(t::text, ' ' order by t::text)) as hash from ${name} t`);
    hashes[name] = row?.hash;
  }
  return hashes;
}

/** Which of the owner's things stand in a list that somebody gets, whatever is asked for. */
async function listed(whose: typeof owners): Promise<string[]> {
  const lists = routes.filter(({ method, path }) => method === 'GET' && !/:|^docs/.test(path));
  const things = Object.entries(owned).filter(([word]) => !['plans', 'bases', 'revisions'].includes(word));
  const found: string[] = [];
  for (const { handler, controller, path } of lists) {
    for (const role of ['trainee', 'base_admin'] as const) {
      if (!allowedOn(handler, controller)?.includes(role)) continue;
      for (const query of ['', `?baseId=${owned.bases}`, `?planId=${owned.plans}`]) {
        const text = JSON.stringify((await as(role, whose, 'GET', `${path}${query}`)).body);
        found.push(...things.filter(([, id]) => text.includes(id)).map(([word]) => `${role} ${path}: ${word}`));
      }
    }
  }
  return found;
}

describe('What is somebody else’s', () => {
  it('answers 404 on every route that has an id, and is as it was', async () => {
    expect(calls().length).toBeGreaterThan(40);
    const before = await everything();
    const told: string[] = [];
    for (const { role, route } of calls()) {
      const { status } = await as(role, others, route.method, filled(route, owned), await bodyOf(route));
      if (status !== 404) told.push(`${role} ${route.method} ${route.path}: ${status}`);
    }
    expect(told).toEqual([]);
    expect(await everything()).toEqual(before);
  }, 60_000);

  it('answers 404 under what is one’s own, too', async () => {
    const nested = calls().filter(({ route }) => /:\w+.*:(?!number)/.test(route.path));
    expect(nested.map(({ route }) => `${route.method} ${route.path}`)).toHaveLength(6);
    const before = await everything();
    const told: string[] = [];
    for (const { role, route } of nested) {
      const { status } = await as(role, others, route.method, filled(route, othersOwned, owned), await bodyOf(route));
      if (status !== 404) told.push(`${role} ${route.method} ${route.path}: ${status}`);
    }
    expect(told).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('is refused in a body', async () => {
    const { plans, bases, applications, reviews, trainings, tickets } = owned;
    const { exams, 'admission-lists': lists } = othersOwned;
    const before = await everything();
    const answers = {
      list: await as('base_admin', others, 'POST', 'management/admission-lists', { planId: plans }),
      entries: await as('base_admin', others, 'PUT', `management/admission-lists/${lists}/entries`, {
        applicationIds: [applications],
      }),
      exam: await as('base_admin', others, 'POST', 'management/exams', { ...exam, baseId: bases }),
      notice: await as('base_admin', others, 'POST', 'management/notices', { title: '题', body: '文', baseId: bases }),
      seats: await as('base_admin', others, 'POST', `management/exams/${exams}/seating`, { trainingIds: [trainings] }),
      results: await as('base_admin', others, 'PUT', `management/exams/${exams}/results`, {
        results: [{ seatId: tickets, outcome: 'failed' }],
      }),
    };
    const statuses = Object.entries(answers).map(([what, { status }]) => [what, status >= 400 && status < 500]);
    expect(Object.fromEntries(statuses)).toEqual(Object.fromEntries(Object.keys(answers).map((what) => [what, true])));
    const trainingIds = [trainings];
    const decisions = [{ caseId: reviews, version: 1, outcome: 'passed' }];
    expect(await as('base_admin', others, 'POST', 'management/trainings/start', { trainingIds })).toMatchObject({
      body: { items: [{ outcome: 'refused', code: 'exams.training-not-found' }] },
    });
    expect(await as('base_admin', others, 'POST', 'management/trainings/completion', { trainingIds })).toMatchObject({
      body: { items: [{ outcome: 'refused', code: 'exams.training-not-found' }] },
    });
    expect(await as('base_admin', others, 'POST', 'management/reviews/batch-decisions', { decisions })).toMatchObject({
      body: { results: [{ decided: false, refusal: { code: 'review.case-not-found' } }] },
    });
    expect(await everything()).toEqual(before);
  });

  it('is in no list', async () => {
    expect(await listed(others)).toEqual([]);
    expect((await listed(owners)).length).toBeGreaterThan(8);
  });

  it('is its owner’s: the same calls find it', async () => {
    const missed: string[] = [];
    const kept: string[] = [];
    // the changes of contact and the message are the trainee's
    const theirs = calls().filter(({ role, route }) => role === 'trainee' || !/^(account|messages)\//.test(route.path));
    const gently = theirs.toSorted((a, b) => rank(a.route) - rank(b.route));
    for (const { role, route } of gently) {
      const { status, headers } = await as(role, owners, route.method, filled(route, owned), await bodyOf(route));
      if (status === 404 || status >= 500) missed.push(`${role} ${route.method} ${route.path}: ${status}`);
      if (!headers.get('cache-control')?.includes('no-store')) kept.push(`${role} ${route.method} ${route.path}`);
    }
    expect(missed).toEqual([]);
    // no browser and no proxy keeps what it finds
    expect(kept).toEqual([]);
  }, 60_000);
});

// reads, then changes, and what takes something away last
const rank = ({ method }: Route): number => (method === 'GET' ? 0 : method === 'DELETE' ? 2 : 1);
