import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/** @type {import('jest').Config} */
export default {
  // modules are loaded once a worker
  runtime: '<rootDir>/test/support/kept-world/runtime.js',
  testEnvironment: '<rootDir>/test/support/kept-world/environment.js',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.(spec|story)\\.ts$',
  // minutes of killing and starting, and a crowd of uploads: `npm run test:failures` and `test:stress`, which CI runs, too
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/failures/', 'upload-memory'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
  testTimeout: 60_000,
};
