import everyTest from './jest.config.js';

process.env.STRESS ??= '1';

/** Races of many rounds and crowds at full size: `npm test` takes a short form of them, and leaves out the crowd of uploads. */
export default {
  ...everyTest,
  testRegex: '/(races|account-races|last-system-admin|captcha-reading|many-reviewers|upload-memory)\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/'],
};
