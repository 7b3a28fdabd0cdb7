import fc from 'fast-check';
import { attempts, waitsForReview } from './attempts.js';
import type { Expected, Model } from './model.js';
import { type Action, actions, statusAfter } from '../support/application-table.js';
import type { Tally } from './tally.js';
import { refusalOf, type World } from './world.js';

// one of these in four steps or so would leave nobody to reach the examination
const setbacks: readonly Action[] = [
  'withdraw',
  'refuse-after-objection',
  'refuse-unlisted',
  'reopen-first-review',
  'reopen-second-review',
];

const lateActions: readonly Action[] = [
  'start-training',
  'complete-training',
  'schedule-exam',
  'graduate',
  'fail-exam',
];

type Command = fc.AsyncCommand<Model, World>;

/** Submits for a trainee: refused while an application of the batch goes on. */
class Submit implements Command {
  constructor(
    private readonly tally: Tally,
    readonly trainee: number,
    readonly plan: number,
  ) {}

  check = () => true;

  async run(model: Model, world: World): Promise<void> {
    const live = model.liveOf(this.trainee);
    const who = world.trainee(this);
    let id = '';
    const refusal = await refusalOf(async () => ({ id } = await who.submits(world.plan(this))));
    this.tally.count('submit', live?.status ?? 'none', refusal);
    expect({ live: live?.status, refusal }).toEqual({
      live: live?.status,
      refusal: live ? 'applications.already-applied' : null,
    });
    if (!live) await waitsForReview(world, model.submit(this.trainee, this.plan, id), 'first');
    await agrees(model, world, live ?? (model.latestOf(this.trainee) as Expected));
  }

  toString = () => `submit(trainee ${this.trainee}, plan ${this.plan})`;
}

/**
 * Tries an action upon a trainee's latest application, whether or not the table allows it; of one that was admitted half
 * of the tries are what the base does with trainees, which few applications live to see.
 */
class Try implements Command {
  constructor(
    private readonly tally: Tally,
    readonly trainee: number,
    readonly action: Action,
    readonly variant: number,
  ) {}

  check = (model: Readonly<Model>) => model.latestOf(this.trainee) !== undefined;

  run(model: Model, world: World): Promise<void> {
    const application = model.latestOf(this.trainee) as Expected;
    const isLate = application.story.includes('admit') && this.variant % 2 === 0;
    const action = isLate ? (lateActions[this.variant % lateActions.length] as Action) : this.action;
    return tries(this.tally, model, world, { application, action, variant: this.variant });
  }

  toString = () => `try(trainee ${this.trainee}, ${this.action}, ${this.variant})`;
}

/** Takes one of the steps that the table allows, so that the far end of it is reached, too. */
class Advance implements Command {
  constructor(
    private readonly tally: Tally,
    readonly trainee: number,
    readonly variant: number,
  ) {}

  check = (model: Readonly<Model>) => this.choice(model).length > 0;

  run(model: Model, world: World): Promise<void> {
    const choice = this.choice(model);
    const action = choice[this.variant % choice.length] as Action;
    const application = model.latestOf(this.trainee) as Expected;
    return tries(this.tally, model, world, { ...this, action, application });
  }

  private choice(model: Readonly<Model>): Action[] {
    const latest = model.latestOf(this.trainee);
    const allowed = latest ? actions.filter((action) => statusAfter(latest.status, action)) : [];
    const onwards = allowed.filter((action) => !setbacks.includes(action));
    return [...onwards, ...onwards, ...onwards, ...allowed];
  }

  toString = () => `advance(trainee ${this.trainee}, ${this.variant})`;
}

async function tries(
  tally: Tally,
  model: Model,
  world: World,
  { application, action, variant }: { application: Expected; action: Action; variant: number },
): Promise<void> {
  const { status } = application;
  const steps = application.story.length;
  const wasTried = await attempts[action]({ world, model, application, variant });
  if (wasTried) tally.count(action, status, application.story.length > steps ? null : 'refused');
  await world.settled();
  await agrees(model, world, application);
}

/** Holds what trainee, administrators and everybody are shown against the model. */
async function agrees(model: Model, world: World, application: Expected): Promise<void> {
  const { id, status, revision, refused, story } = application;
  await world.settled();
  const trainee = world.trainee(application);
  const planId = world.plan(application).id;
  expect(await trainee.sees({ id })).toMatchObject({ status, revision, planId, version: story.length });
  expect(await trainee.story({ id })).toEqual(story);
  const whole = await world.admin(application).timeline({ id });
  expect(whole.filter(({ refusal }) => refusal !== null).map(({ action }) => action)).toEqual(refused);
  for (const plan of world.plans.keys()) {
    expect(await world.people.statistics(world.plan({ plan }))).toMatchObject(model.statistics(plan));
  }
}

/**
 * Looks once more at everything that was ever submitted, and has the base try in vain what those who were admitted may
 * not do: so few of them are left at the end that random tries miss some of it.
 */
export async function allAgree(tally: Tally, model: Model, world: World): Promise<void> {
  for (const application of model.applications) {
    await agrees(model, world, application);
    if (!application.story.includes('admit')) continue;
    for (const action of lateActions.filter((late) => !statusAfter(application.status, late))) {
      await tries(tally, model, world, { application, action, variant: 0 });
    }
  }
}

export function commandsOf(tally: Tally, trainees: number, length: number): fc.Arbitrary<Iterable<Command>> {
  const trainee = fc.nat(trainees - 1);
  const variant = fc.nat(59);
  const submit = fc.tuple(trainee, fc.nat(1)).map(([who, plan]) => new Submit(tally, who, plan));
  const advance = fc.tuple(trainee, variant).map(([who, which]) => new Advance(tally, who, which));
  const attempt = fc
    .tuple(trainee, fc.constantFrom(...actions), variant)
    .map(([who, action, which]) => new Try(tally, who, action, which));
  // the steps that are allowed more often than the others: most of those change nothing
  const mixed = [submit, advance, advance, advance, attempt, attempt];
  return fc.commands(mixed, { maxCommands: length, size: 'max' });
}
