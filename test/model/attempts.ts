import { uploadSignaturePage } from '../../openapi/client/trainee/index.js';
import { completeTrainings, startTrainings } from '../../openapi/client/management/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import { scannedCertificate } from '../../scripts/walkthrough/made-up-files.js';
import { TAKE_BACK_MINUTES } from '../../src/domains/review/contracts/index.js';
import type { RefusalCause } from '../../src/domains/publicity/contracts/index.js';
import { passesThroughExam, sitsExam } from './exam-attempts.js';
import type { Expected, Stage } from './model.js';
import { type Action, canStillCome, statusAfter } from '../support/application-table.js';
import { meets, NOT_ALLOWED, type Try } from './try.js';
import { refusalOf, type World } from './world.js';

/** Tries an action and moves the model along; false when there was nothing yet to try it on. */
type Attempt = (one: Try) => Promise<boolean>;

export const attempts: Readonly<Record<Action, Attempt>> = {
  'pass-first-review': (one) => decides(one, 'first', 'pass-first-review'),
  'return-from-first-review': (one) => decides(one, 'first', 'return-from-first-review'),
  'pass-second-review': (one) => decides(one, 'second', 'pass-second-review'),
  'return-from-second-review': (one) => decides(one, 'second', 'return-from-second-review'),

  'reopen-first-review': (one) => takesBack(one, 'first', 'reopen-first-review'),
  'reopen-second-review': (one) => takesBack(one, 'second', 'reopen-second-review'),

  resubmit: async ({ world, model, application, variant }) => {
    const plan = variant % 2;
    const refusal = await refusalOf(() => world.trainee(application).resubmits(application, world.plan({ plan })));
    if (!meets(model, application, 'resubmit', refusal)) return true;
    Object.assign(application, { plan, revision: application.revision + 1 });
    await waitsForReview(world, application, 'first');
    return true;
  },

  'submit-signature-pages': async ({ world, model, application }) => {
    const trainee = world.trainee(application);
    const refusal = await refusalOf(() => trainee.handsInPages(application));
    if (meets(model, application, 'submit-signature-pages', refusal)) {
      await waitsForReview(world, application, 'second');
      return true;
    }
    // neither the page nor the set is taken
    const file = await scannedCertificate('签字盖章页.pdf');
    const upload = { client: trainee.client, path: { id: application.id }, body: { file } };
    expect(await refusalOf(() => answerOf(uploadSignaturePage(upload)))).toBe(NOT_ALLOWED);
    return true;
  },

  withdraw: async ({ world, model, application }) => {
    meets(model, application, 'withdraw', await refusalOf(() => world.trainee(application).withdraws(application)));
    return true;
  },

  publicize: async ({ world, model, application }) => {
    const [admin, plan] = [world.admin(application), world.plan(application)];
    const refusal = await refusalOf(async () => admin.publishes(await admin.lists(plan, [application])));
    if (meets(model, application, 'publicize', refusal, 'publicity.candidate-not-eligible'))
      application.isListed = true;
    return true;
  },

  admit: async ({ world, model }) => {
    await world.passes(15);
    model.publicityEnds();
    return true;
  },

  'refuse-after-objection': (one) => isRefused(one, 'refuse-after-objection', 'objection-upheld'),
  'refuse-unlisted': (one) => isRefused(one, 'refuse-unlisted', 'not-listed'),

  'start-training': (one) => trains(one, 'start-training'),
  'complete-training': (one) => trains(one, 'complete-training'),
  'schedule-exam': sitsExam,
  graduate: (one) => passesThroughExam(one, 'graduate'),
  'fail-exam': (one) => passesThroughExam(one, 'fail-exam'),
};

/** The case that a submission has opened. */
export async function waitsForReview(world: World, application: Expected, stage: Stage): Promise<void> {
  await world.settled();
  const { id } = await world.admin(application).caseOf(application, stage);
  application.cases[stage] = { id, state: 'open' };
}

async function decides({ world, model, application, variant }: Try, stage: Stage, action: Action): Promise<boolean> {
  const reviewed = application.cases[stage];
  if (!reviewed) return false;
  const admin = world.admin(application);
  const [id, returned] = [{ id: reviewed.id }, action.startsWith('return')];
  const findings = [{ pointer: '/contact/address', comment: '请补充门牌号' }];
  const refusal = await refusalOf(async () => {
    await admin.claims(id);
    await admin.decides(
      id,
      returned
        ? { outcome: 'returned', reason: '材料不清晰', ...(variant % 2 && { findings }) }
        : { outcome: 'passed' },
    );
  });
  const code = reviewed.state === 'decided' ? 'review.already-decided' : 'review.case-closed';
  if (statusAfter(application.status, action)) Object.assign(reviewed, { state: 'decided', decidedAt: world.now });
  meets(model, application, action, refusal, code);
  return true;
}

/** Whoever decided takes that back: within ten minutes, and while nothing followed. */
async function takesBack({ world, model, application }: Try, stage: Stage, action: Action): Promise<boolean> {
  const reviewed = application.cases[stage];
  if (!reviewed) return false;
  const refusal = await refusalOf(() => world.admin(application).takesBack({ id: reviewed.id }));
  const { state, decidedAt = 0 } = reviewed;
  if (statusAfter(application.status, action) && world.now - decidedAt >= TAKE_BACK_MINUTES * 60_000) {
    expect(refusal).toBe('review.take-back-over');
    return true;
  }
  const codes = { open: 'review.not-decided', closed: 'review.case-closed', decided: 'review.decision-stands' };
  if (meets(model, application, action, refusal, codes[state])) reviewed.state = 'open';
  return true;
}

/** Early facts wait for their turn, which decisions.spec tells; here they come in their turn, or too late. */
async function isRefused({ world, model, application }: Try, action: Action, cause: RefusalCause): Promise<boolean> {
  if (!statusAfter(application.status, action) && canStillCome(application.status, action)) return false;
  await world.candidateRefused(application, cause);
  model.hear(application, action);
  return true;
}

async function trains({ world, model, application }: Try, action: 'start-training' | 'complete-training') {
  const admin = world.admin(application);
  if (application.trainingId === undefined) {
    const records = await admin.trainings(world.plan(application));
    application.trainingId = records.find(({ applicationId }) => applicationId === application.id)?.id;
  }
  // there is a record from the admission on
  expect(application.trainingId !== undefined).toBe(application.story.includes('admit'));
  if (application.trainingId === undefined) return false;
  const call = { client: admin.client, body: { trainingIds: [application.trainingId] } };
  const { items } = await answerOf(action === 'start-training' ? startTrainings(call) : completeTrainings(call));
  meets(model, application, action, items[0]?.code ?? null);
  return true;
}
