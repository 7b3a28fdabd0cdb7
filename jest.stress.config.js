import everyTest from './jest.config.js';

process.env.STRESS ??= '1';

/** Races of many rounds and crowds at full size, of which `npm test` takes a short form. */
export default { ...everyTest, testRegex: '/(races|account-races|many-reviewers|upload-memory)\\.spec\\.ts$' };
