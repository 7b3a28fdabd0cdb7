import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './rules/source-files.js';

const cruiser = path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const config = path.join(projectRoot, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** What the walls have against a tree, as `rule: from -> to`. */
async function violationsIn(root: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'src'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  expect(summary.totalCruised).toBeGreaterThan(10);
  return summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/^.*node_modules\//, '')}`)
    .sort();
}

// each file with what it imports; all of it is allowed but for what is expected below
const planted: Record<string, string[]> = {
  'src/main.ts': ['./app.module.js'],
  'src/app.module.ts': ['./domains/red/red.module.js', './domains/blue/blue.module.js'],
  'src/domains/red/red.module.ts': ['../../platform/clock.js', './contracts/index.js', './circle.js'],
  'src/domains/red/red.spec.ts': ['./red.module.js', '../../../test/support.js', 'jest'],
  'src/domains/red/contracts/index.ts': ['../../../platform/events/index.js', 'class-validator'],
  'src/domains/red/circle.ts': ['./circle-closes.js'],
  'src/domains/red/circle-closes.ts': ['./circle.js'],
  'src/domains/red/forgotten.ts': [],
  'src/domains/blue/blue.module.ts': [
    '../red/contracts/index.js',
    './contracts/index.js',
    './looks-inside-red.js',
    './looks-at-the-program.js',
    './looks-at-tests.js',
    './looks-at-commands.js',
    './looks-at-tools.js',
    './draws.js',
    './looks-nowhere.js',
    './renders.worker.js',
  ],
  'src/domains/blue/contracts/index.ts': ['../../red/contracts/index.js', '../../../platform/clock.js', 'fastify'],
  'src/domains/blue/looks-inside-red.ts': ['../red/red.module.js'],
  'src/domains/blue/looks-at-the-program.ts': ['../../program-settings.js'],
  'src/domains/blue/looks-at-tests.ts': ['../../../test/support.js'],
  'src/domains/blue/looks-at-commands.ts': ['../../../scripts/migrate.js'],
  'src/domains/blue/looks-at-tools.ts': ['jest'],
  'src/domains/blue/draws.ts': ['sharp'],
  'src/domains/blue/looks-nowhere.ts': ['./nowhere.js'],
  'src/domains/blue/renders.worker.ts': ['./only-the-worker-needs-it.js'],
  'src/domains/blue/only-the-worker-needs-it.ts': [],
  'src/program-settings.ts': [],
  'src/platform/clock.ts': ['./events/index.js', './looks-at-a-domain.js', './looks-at-the-program.js'],
  'src/platform/events/index.ts': [],
  'src/platform/looks-at-a-domain.ts': ['../domains/red/contracts/index.js'],
  'src/platform/looks-at-the-program.ts': ['../program-settings.js'],
  'test/support.ts': [],
  'scripts/migrate.ts': [],
};

function plantTree(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'planted-walls-'));
  for (const file of ['package.json', 'tsconfig.json']) cpSync(path.join(projectRoot, file), path.join(root, file));
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'));
  for (const [file, imports] of Object.entries(planted)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    const lines = imports.map(
      (from, index) => `import { thing as thing${index} } from '${from}';\nvoid thing${index};`,
    );
    writeFileSync(path.join(root, file), [...lines, 'export const thing = 1;', ''].join('\n'));
  }
  return root;
}

describe('The walls', () => {
  it('stand in the code', async () => {
    expect(await violationsIn(projectRoot)).toEqual([]);
  });

  it('are each seen red on a planted violation, and on nothing else', async () => {
    const root = plantTree();
    try {
      const found = await violationsIn(root);
      expect(found).toEqual([
        'contracts-stand-on-the-event-base: src/domains/blue/contracts/index.ts -> fastify/fastify.js',
        'contracts-stand-on-the-event-base: src/domains/blue/contracts/index.ts -> src/platform/clock.ts',
        'domains-meet-at-contracts: src/domains/blue/looks-inside-red.ts -> src/domains/red/red.module.ts',
        'domains-stand-on-the-platform: src/domains/blue/looks-at-the-program.ts -> src/program-settings.ts',
        'images-without-a-cache: src/domains/blue/draws.ts -> sharp/dist/index.d.mts',
        'no-cycles: src/domains/red/circle-closes.ts -> src/domains/red/circle.ts',
        'no-dead-modules: src/domains/red/forgotten.ts -> src/domains/red/forgotten.ts',
        'no-unresolvable-imports: src/domains/blue/looks-nowhere.ts -> ./nowhere.js',
        'platform-knows-no-domain: src/platform/looks-at-a-domain.ts -> src/domains/red/contracts/index.ts',
        'platform-knows-no-domain: src/platform/looks-at-the-program.ts -> src/program-settings.ts',
        'program-imports-no-development-packages: src/domains/blue/looks-at-tools.ts -> jest/build/index.d.ts',
        'program-imports-no-tests-or-commands: src/domains/blue/looks-at-commands.ts -> scripts/migrate.ts',
        'program-imports-no-tests-or-commands: src/domains/blue/looks-at-tests.ts -> test/support.ts',
      ]);
      const red = found.map((violation) => violation.split(':')[0]);
      expect(new Set(red)).toEqual(new Set(forbidden.map(({ name }) => name)));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
