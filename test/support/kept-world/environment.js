import { TestEnvironment } from 'jest-environment-node';

// what jest-circus leaves of a file in the globals, and takes for its own in the next
const OF_ONE_FILE = /EVENT_HANDLERS|JEST_STATE_SYMBOL|TEST_TIMEOUT_SYMBOL|RETRY|LOG_ERRORS_BEFORE_RETRY/;

let kept;

/** The globals of a worker's first file, for all of its files: see `runtime.js`. */
export default class KeptEnvironment extends TestEnvironment {
  constructor(...given) {
    if (kept) {
      kept.forgetFile();
      return kept;
    }
    super(...given);
    kept = this;
  }

  forgetFile() {
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (OF_ONE_FILE.test(symbol.description)) delete this.global[symbol];
    }
  }

  /** The next file needs it. */
  async teardown() {}
}
