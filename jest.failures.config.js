import everyTest from './jest.config.js';

/** Those tests in which parts die. */
export default { ...everyTest, roots: ['<rootDir>/test/failures'], testPathIgnorePatterns: ['/node_modules/'] };
