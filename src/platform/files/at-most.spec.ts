import { AtMost } from './at-most.js';

describe('at most two at a time', () => {
  it('runs two, lets the rest wait in order, and goes on when one fails', async () => {
    const two = new AtMost(2);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const piece = (number: number) =>
      two.run(async () => {
        started.push(number);
        await new Promise<void>((resolve) => (finish[number] = resolve));
        if (number === 0) throw new Error('failed');
        return number;
      });
    const settled = Promise.allSettled([0, 1, 2, 3].map(piece));
    const turn = () => new Promise((resolve) => setImmediate(resolve));

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
});
