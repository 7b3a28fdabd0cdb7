import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyNames, forgottenChecks, longFiles, loopholes, oddFileNames } from './rules/file-rules.js';
import { projectRoot, sourceFiles } from './rules/source-files.js';

const files = ['src', 'test', 'scripts'].flatMap((folder) => sourceFiles(`${folder}/**/*.ts`));
const file = (name: string, text = '') => ({ path: name, text });
const lines = (count: number, first = '//') => `${first}\n${'//\n'.repeat(count - 1)}`;

describe('Every file', () => {
  it('is found by these rules', () => {
    expect(files.length).toBeGreaterThan(300);
  });

  it('is short enough to be read at a sitting', () => {
    const useCase = 'export class Submit {\n  async run(): Promise<void> {';
    expect(
      longFiles([
        file('src/platform/long.ts', lines(301)),
        file('src/platform/right.ts', lines(300)),
        file('src/domains/exams/submit.ts', lines(100, useCase)),
        file('src/domains/exams/right.ts', lines(99, useCase)),
        file('src/domains/exams/no-use-case.ts', lines(200)),
      ]),
    ).toEqual([
      'src/platform/long.ts has 301 lines, at most 300',
      'src/domains/exams/submit.ts has 101 lines, at most 100',
    ]);
    expect(longFiles(files)).toEqual([]);
  });

  it('has a name that says something, in the form of the house', () => {
    expect(
      emptyNames([
        file('src/date-util.ts', 'export class SeatManager {}\ninterface ExamInfo {}\nexport class PersonalInfo {}'),
        file('src/domains/exams/training-base.entity.ts', 'export class TrainingBase {}\nexport class BaseNotFound {}'),
        file('src/platform/job.ts', 'export abstract class JobBase {}'),
      ]),
    ).toEqual([
      'src/date-util.ts: SeatManager',
      'src/date-util.ts: ExamInfo',
      'src/date-util.ts: DateUtil',
      'src/platform/job.ts: JobBase',
    ]);
    expect(oddFileNames([file('src/SeatPlan.ts'), file('src/seat.service.ts'), file('src/seat-plan.dto.ts')])).toEqual([
      'src/SeatPlan.ts: not kebab-case with a known suffix',
      'src/seat.service.ts: not kebab-case with a known suffix',
    ]);
    expect(emptyNames(files)).toEqual([]);
    expect(oddFileNames(files)).toEqual([]);
  });

  it('leaves nothing for later and switches no check off', () => {
    // in two parts, so that this file does not find itself
    const planted = ['TO' + 'DO: later', '// @ts-' + 'ignore', '/* eslint-' + 'disable */', 'it.' + "only('x')"];
    expect(loopholes([file('a.ts', planted.join('\n')), file('b.ts', 'todo(), onlyOnce')])).toEqual([
      'a.ts: TO' + 'DO',
      'a.ts: @ts-' + 'ignore',
      'a.ts: eslint-' + 'disable',
      'a.ts: it.' + 'only',
    ]);
    expect(loopholes(files)).toEqual([]);
  });
});

describe('npm run check', () => {
  it('runs every check there is', () => {
    const planted = { check: 'npm run check:a && npm run check:b', 'check:a': '', 'check:b': '', 'check:c': '' };
    expect(forgottenChecks(planted)).toEqual(['check:c']);
    const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(forgottenChecks(scripts)).toEqual([]);
  });
});
