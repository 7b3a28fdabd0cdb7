import fc from 'fast-check';
import { LineTooLong, Turns } from './turns.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Works that end when they are told to, and what has started so far. */
function works(turns: Turns) {
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const begin = (number: number, places?: number) =>
    turns.run(async () => {
      started.push(number);
      await new Promise<void>((resolve) => (finish[number] = resolve));
      if (number === 0) throw new Error('failed');
      return number;
    }, places);
  return { started, finish, begin };
}

describe('turns', () => {
  it('let two run, the rest wait in order, and go on when one fails', async () => {
    const { started, finish, begin } = works(new Turns(2));
    const settled = Promise.allSettled([0, 1, 2, 3].map((number) => begin(number)));

    await turn();
    expect(started).toEqual([0, 1]);
    finish[0]?.();
    await turn();
    expect(started).toEqual([0, 1, 2]);
    finish[1]?.();
    finish[2]?.();
    await turn();
    expect(started).toEqual([0, 1, 2, 3]);
    finish[3]?.();

    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('give one that needs both places its turn, though smaller ones keep coming', async () => {
    const { started, finish, begin } = works(new Turns(2));
    const settled = Promise.allSettled([begin(1), begin(2, 2), begin(3)]);
    await turn();
    expect(started).toEqual([1]);
    finish[1]?.();
    await turn();
    expect(started).toEqual([1, 2]);
    finish[2]?.();
    await turn();
    expect(started).toEqual([1, 2, 3]);
    finish[3]?.();
    await settled;
  });

  it('refuse who comes when the line is as long as it may be', async () => {
    const turns = new Turns(1, 2);
    const { finish, begin } = works(turns);
    const settled = Promise.allSettled([begin(1), begin(2), begin(3)]);
    await turn();
    expect(turns.areTaken).toBe(true);
    await expect(begin(4)).rejects.toThrow(LineTooLong);

    finish[1]?.();
    await turn();
    expect(turns.areTaken).toBe(false);
    finish[2]?.();
    await turn();
    finish[3]?.();
    await settled;
  });

  it('never hand out more places than there are, and leave nobody waiting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }), async (sizes) => {
        const turns = new Turns(3);
        let taken = 0;
        const work = (places: number) => async () => {
          taken += places;
          expect(taken).toBeLessThanOrEqual(3);
          await turn();
          taken -= places;
        };
        await Promise.all(sizes.map((places) => turns.run(work(places), places)));
      }),
      { numRuns: 30 },
    );
  });
});
