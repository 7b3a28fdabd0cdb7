import fc from 'fast-check';
import { allAgree, commandsOf } from './commands.js';
import { Model } from './model.js';
import { Tally } from './tally.js';
import { World } from './world.js';

// npm run test:model takes 2,000 steps; MODEL_SEED=… goes other ways
const STEPS = Number(process.env.MODEL_STEPS ?? 60);
const SEED = Number(process.env.MODEL_SEED ?? 20261125);
const LONGEST = Math.min(STEPS, 100);
const SECONDS_PER_STEP = 2;

/**
 * Random sequences of what trainees, administrators and the clock do, each tried against the API and beside a model of
 * the design's table; after each, everybody has to be shown what the model says.
 */
describe(`an application lives by the table, whatever is tried (seed ${SEED})`, () => {
  const tally = new Tally();
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  }, 120_000);
  afterAll(async () => {
    await world.close();
    if (process.env.MODEL_REPORT) process.stdout.write(tally.report());
  });

  const sequence = fc.asyncProperty(commandsOf(tally, 5, LONGEST), async (commands) => {
    const [model, real] = [new Model(), await world.anew()];
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await allAgree(tally, model, real);
  });

  it(
    `through ${STEPS} steps`,
    async () => {
      for (let round = 0; tally.steps < STEPS; round++) {
        await fc.assert(sequence, { seed: SEED + round, numRuns: 1, unbiased: true });
      }
      // a few steps do not come everywhere
      const { untaken, unrefused } = tally;
      if (STEPS >= 2000) expect({ untaken, unrefused }).toEqual({ untaken: [], unrefused: [] });
    },
    60_000 + STEPS * SECONDS_PER_STEP * 1000,
  );
});
