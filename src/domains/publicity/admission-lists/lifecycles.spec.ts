import { randomUUID } from 'node:crypto';
import { Candidate } from '../candidates/candidate.entity.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import { admissionListEntryLifecycle } from './admission-list-entry.lifecycle.js';
import { admissionListLifecycle } from './admission-list.lifecycle.js';

describe.each([
  [admissionListLifecycle.name, admissionListLifecycle, ['ended']],
  [admissionListEntryLifecycle.name, admissionListEntryLifecycle, ['admitted', 'refused', 'withdrawn']],
])('the lifecycle of an %s', (_, { initial, states, steps }, final) => {
  it('reaches every state, and ends where nothing can follow', () => {
    const reached = new Set<string>([initial, ...steps.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...states].sort());
    const left = new Set<string>(steps.flatMap(({ from }) => [...from]));
    expect(states.filter((state) => !left.has(state))).toEqual(final);
  });
});

describe('somebody on a list', () => {
  const listed = () =>
    AdmissionListEntry.list(
      Object.assign(new Candidate(), {
        applicationId: randomUUID(),
        planId: randomUUID(),
        maskedApplicantName: '张*明',
        sendingUnit: '示例医院',
      }),
      randomUUID(),
      1,
    );

  it('is admitted only after the publicity, with a higher version at each step', () => {
    const entry = listed();
    expect(() => entry.admit()).toThrow(/admit while listed/);
    entry.publicize();
    entry.admit();
    expect(entry).toMatchObject({ status: 'admitted', version: 3 });
  });

  it('who was admitted is not withdrawn by news that come late', () => {
    const entry = listed();
    entry.publicize();
    entry.admit();
    expect(() => entry.withdraw()).toThrow(/withdraw while admitted/);
  });
});
