// The walls of ARCHITECTURE.md as rules; test/architecture/walls.spec.ts sees each of them red on a planted violation.
const TESTS = '\\.spec\\.ts$';
// the program, its worker threads, and what the commands start with
const ENTRIES = ['^src/main\\.ts$', '^src/migrate-all\\.ts$', '^src/.*\\.worker\\.ts$'];
// @types/pdfmake describes a module that the package itself does not have; only types come from there
const TYPES_ALONE = '^pdfmake/interfaces\\.js$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domains-meet-at-contracts',
      comment:
        'A domain imports nothing of another domain but its contracts/: what else it needs it learns from events.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/' },
      to: { path: '^src/domains/[^/]+/', pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/contracts/'] },
    },
    {
      name: 'contracts-stand-on-the-event-base',
      comment:
        'Contracts import contracts, the event base and the validators: whoever reads them must not pull in a domain.',
      severity: 'error',
      from: { path: '^src/domains/[^/]+/contracts/' },
      to: {
        pathNot: [
          '^src/domains/[^/]+/contracts/',
          '^src/platform/events/index\\.ts$',
          'node_modules/class-(validator|transformer)/',
        ],
      },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'The platform imports itself and packages only, so that any set of domains stands on it.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TESTS },
      to: { path: '^(src|test|scripts)/', pathNot: '^src/platform/' },
    },
    {
      name: 'domains-stand-on-the-platform',
      comment:
        'Of src a domain imports its own folder, the platform and contracts, never the program that composes it.',
      severity: 'error',
      from: { path: '^src/domains/[^/]+/' },
      to: { path: '^src/', pathNot: '^src/(platform|domains/[^/]+)/' },
    },
    {
      name: 'no-cycles',
      comment: 'What depends on itself in a circle can be neither understood nor taken out in parts.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'program-imports-no-tests-or-commands',
      comment: 'What runs in production needs neither test/ nor scripts/.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: ['^(test|scripts)/', TESTS] },
    },
    {
      name: 'program-imports-no-development-packages',
      comment: 'The image holds production dependencies only; types alone vanish when compiled.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'images-without-a-cache',
      comment:
        'Each thread that loads the image library switches its cache on again: uncached-sharp.ts switches it off.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, '^src/platform/files/uncached-sharp\\.ts$'] },
      to: { path: 'node_modules/sharp/' },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'An import that leads nowhere would escape every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: TYPES_ALONE },
    },
    {
      name: 'no-dead-modules',
      comment: 'Every module is reached from the program, a worker thread or a command; what is not is dead.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: '^src/', pathNot: [...ENTRIES, TESTS], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^test/', '^scripts/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
