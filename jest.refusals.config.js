import everyTest from './jest.config.js';

/** Every test, and at the end a look at the refusals that none was answered with. */
export default { ...everyTest, globals: { refusals: true } };
