import everyTest from './jest.config.js';

process.env.MODEL_STEPS ??= '2000';
process.env.MODEL_REPORT ??= '1';

/** The model of an application's life over thousands of steps, of which `npm test` takes the first. */
export default { ...everyTest, roots: ['<rootDir>/test/model'] };
